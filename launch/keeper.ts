// Runs one program that knows nothing of us (Postgres, Temporal) and stops it when standard input
// ends: the launcher holds the other end, so even a SIGKILL of the launcher leaves no orphan.
//
//   keeper.ts RECORD SIGNAL[,SIGNAL…] UID:GID|- PROGRAM [ARGUMENT…]

import { spawn } from 'node:child_process';
import { whenAskedToStop } from '../environment/lifetime.ts';
import { forgetProcess, recordProcess } from './process-record.ts';

const graceMs = 15_000;

const [record = '', signalList = 'SIGTERM', user = '-', program = '', ...programArguments] =
  process.argv.slice(2);
const signals = [...signalList.split(','), 'SIGKILL'] as NodeJS.Signals[];
const [uid, gid] = user.split(':').map(Number);

// Temporal makes its database readable to everybody.
process.umask(0o077);
const child = spawn(program, programArguments, {
  stdio: ['ignore', 'inherit', 'inherit'],
  ...(uid === undefined || gid === undefined || user === '-' ? {} : { uid, gid }),
});
if (child.pid !== undefined) recordProcess(record, child.pid);

child.on('error', (error) => {
  process.stderr.write(`${program} could not be started: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code) => {
  forgetProcess(record);
  process.exit(code ?? 1);
});

whenAskedToStop('standard-input', () => {
  for (const [index, signal] of signals.entries()) {
    setTimeout(() => child.kill(signal), index * graceMs);
  }
});
