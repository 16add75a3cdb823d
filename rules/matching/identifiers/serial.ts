const notCompared = /[\s\p{Cc}\p{Cf}\p{Pd}]/gu;

/**
 * A serial as it is compared: without blanks, dashes and what can't be seen, in small letters. O and
 * 0 stay apart. Empty for none.
 */
export function serialKey(text: string | null | undefined): string {
  return (text ?? '').replace(notCompared, '').toLowerCase();
}
