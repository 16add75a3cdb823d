import {
  Listr,
  type ListrDefaultRendererLogLevels,
  ListrLogger,
  PRESET_TIMER,
  ProcessOutput,
} from 'listr2';

/** What a step of the demo says while it is at work. */
export interface Telling {
  /** How far it is: shown on a terminal only. */
  readonly note: (text: string) => void;
  /** What came of it, in one line. */
  readonly done: (line: string) => void;
}

/** Runs one step and tells how it goes. */
export type Tell = <Result>(
  title: string,
  work: (telling: Telling) => Promise<Result>,
) => Promise<Result>;

/**
 * Tells the steps on standard error: with a spinner on a terminal, as one short line each in a pipe.
 * No step is begun once the signal is aborted.
 */
export function createTell(signal: AbortSignal): Tell {
  const onTerminal = process.stderr.isTTY && process.stdout.isTTY;
  return async (title, work) => {
    signal.throwIfAborted();
    if (onTerminal) return showTask(title, work);
    let said = title;
    const result = await work({ note: () => undefined, done: (line) => (said = line) });
    process.stderr.write(`${said}\n`);
    return result;
  };
}

async function showTask<Result>(
  title: string,
  work: (telling: Telling) => Promise<Result>,
): Promise<Result> {
  const results: Result[] = [];
  const logger = new ListrLogger<ListrDefaultRendererLogLevels>({
    useIcons: true,
    processOutput: new ProcessOutput(process.stderr, process.stderr),
  });
  const list = new Listr(
    [
      {
        title,
        task: async (_, task) => {
          const note = (text: string) => (task.output = text);
          results.push(await work({ note, done: (line) => (task.title = line) }));
        },
      },
    ],
    // Signals are the demo's: it stops what was started.
    {
      registerSignalListeners: false,
      rendererOptions: {
        logger,
        timer: PRESET_TIMER,
        showErrorMessage: false,
        collapseErrors: false,
      },
    },
  );
  await list.run();
  const [result] = results;
  return result as Result;
}
