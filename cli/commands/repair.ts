import { carryOutMapping, type CarryOutOptions } from '../carry-out-mapping.ts';
import type { AddCommand } from './command.ts';

export const addRepair: AddCommand = (program, run) => {
  program
    .command('repair <site>')
    .description("mend a site's drift, after confirmation: its package, then its variable")
    .option('--yes', 'confirm without asking')
    .option('--no-wait', 'do not wait until it is carried out')
    .option('--why <reason>', 'kept in the audit')
    .action((site: string, options: CarryOutOptions) =>
      run((cli) => carryOutMapping(cli, [{ site, do: 'repair' }], options)),
    );
};
