import { InvalidArgumentError } from 'commander';

/** A port as it is typed. @throws {InvalidArgumentError} which commander shows with the option. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number between 1 and 65535.');
}
