import { Listr } from 'listr2';
import type { StepListener } from './steps.ts';

const titles: Readonly<Record<string, string>> = {
  postgres: 'Database',
  temporal: 'Temporal',
  migrations: 'Database schema',
  namespace: 'Temporal namespace',
  worker: 'Worker',
  api: 'API',
};

/** Shows how the steps of a start go: as a list with spinners on a terminal, and not at all else. */
export interface ShownSteps {
  readonly onStep: StepListener;
  /** Ends the list, when the start has ended. */
  end(): Promise<void>;
}

/** Shows the steps of those names, in that order. */
export function showSteps(names: readonly string[], onTerminal: boolean): ShownSteps {
  if (!onTerminal) return { onStep: () => undefined, end: () => Promise.resolve() };
  type Ending = 'done' | 'failed' | 'not reached';
  const endings = new Map(names.map((name) => [name, Promise.withResolvers<Ending>()]));
  const list = new Listr(
    names.map((name) => ({
      title: titles[name] ?? name,
      task: async (_, task) => {
        const ending = await endings.get(name)?.promise;
        if (ending === 'failed') throw new Error(task.title);
        if (ending === 'not reached') task.skip();
      },
    })),
    // Signals are the launcher's: it stops what was started.
    { concurrent: true, exitOnError: false, registerSignalListeners: false },
  );
  const shown = list.run();
  return {
    onStep: (name, state) => {
      if (state !== 'started') endings.get(name)?.resolve(state);
    },
    end: async () => {
      for (const ending of endings.values()) ending.resolve('not reached');
      await shown;
    },
  };
}
