import { matchNames } from '../../rules/matching/names/match-names.ts';
import { readNames } from '../read-names.ts';
import type { AddCommand } from './command.ts';

/** Offline. It prints lines of JSON, with and without `--json`, and so does without the usual run. */
export const addMatchNames: AddCommand = (program) => {
  program
    .command('match-names <file>')
    .description('rank the names in a JSON file, offline: one JSON line a source')
    .action(async (file: string) => {
      const { sources, pool } = await readNames(file);
      const lines = matchNames(sources, pool).map((ranked) => `${JSON.stringify(ranked)}\n`);
      process.stdout.write(lines.join(''));
    });
};
