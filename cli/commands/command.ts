import type { Command } from 'commander';
import type { Cli, Outcome } from '../cli.ts';

/** Runs a command's work and says its outcome: how is the same for all. */
export type Run = (work: (cli: Cli) => Promise<Outcome>) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, run: Run) => void;
