import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from './launch-error.ts';

/** The parts that listen, and the port that each tries first. */
export const firstPorts = { api: 4000, temporal: 7233, temporalUi: 8233, postgres: 54329 } as const;

/** A part that listens. */
export type ListeningPart = keyof typeof firstPorts;

const remembered = z.partialRecord(
  z.enum(['api', 'temporal', 'temporalUi', 'postgres']),
  z.number().int().min(1).max(65_535),
);

const lastPort = 65_535;

/** Whether nobody listens on a port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * A port for one part: the one it had last time, else the first free one from its usual one on. It
 * is remembered in `file`, so that addresses stay the same over restarts.
 */
export async function choosePort(file: string, part: ListeningPart): Promise<number> {
  const ports = readPorts(file);
  const last = ports[part];
  const port =
    last !== undefined && (await isPortFree(last))
      ? last
      : await firstFree(firstPorts[part], new Set(Object.values(ports)));
  rememberPort(file, part, port);
  return port;
}

/** Takes the port that was asked for. @throws {LaunchError} if somebody else has it. */
export async function takePort(file: string, part: ListeningPart, port: number): Promise<number> {
  if (!(await isPortFree(port))) {
    throw new LaunchError(
      `Port ${port} is taken by another program. Stop that one, or give another --port, or leave it out.`,
    );
  }
  rememberPort(file, part, port);
  return port;
}

async function firstFree(from: number, others: ReadonlySet<number>): Promise<number> {
  for (let port = from; port <= lastPort; port++) {
    if (!others.has(port) && (await isPortFree(port))) return port;
  }
  throw new LaunchError(`No port from ${from} on is free on this machine.`);
}

function readPorts(file: string): z.infer<typeof remembered> {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A missing or damaged note costs nothing but other port numbers.
    return {};
  }
}

function rememberPort(file: string, part: ListeningPart, port: number): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...readPorts(file), [part]: port }));
}
