import type { WriteState } from './shapes/write.ts';

interface Write {
  id: string;
  state: WriteState;
  note: string | null;
  settleAt: Date;
}

/** What is known of a write, and what happens next. */
export function writeSentence({ id, state, note, settleAt }: Write): string {
  const why = note === null ? '' : ` ${note}`;
  switch (state) {
    case 'open':
      return 'It is being sent, or its answer is awaited.';
    case 'unknown':
      return `Its answer was lost. It is looked up after ${settleAt.toISOString()}, before anything is sent again.${why}`;
    case 'person':
      return `It can't be told what became of it.${why} Look at the vendor, then say \`sitesync write ${id} adopt OBJECT\`, \`resend\` or \`give-up\`.`;
    case 'done':
      return 'It took effect.';
    case 'refused':
      return `The vendor refused it.${why}`;
    case 'not-applied':
      return `It surely took no effect.${why}`;
    case 'gave-up':
      return `A person gave it up.${why}`;
  }
}
