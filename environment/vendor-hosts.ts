import { readFileSync } from 'node:fs';
import { EnvironmentError } from './environment-error.ts';

/**
 * The install's allow-list of further vendor origins: one `https://host[:port]` a line, `#` begins a
 * comment. Nobody can edit it from the console.
 * @throws {EnvironmentError} naming the file and the line.
 */
export function readVendorHosts(file: string | undefined): string[] {
  if (file === undefined) return [];
  const lines = readFile(file).split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const text = line.replace(/#.*$/, '').trim();
    return text === '' ? [] : [checkedOrigin(text, `${file}, line ${index + 1}`)];
  });
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw wrong(
      `SITESYNC_VENDOR_HOSTS_FILE is ${file}, which can't be read. Give the path of a readable file, or leave the variable out.`,
    );
  }
}

function checkedOrigin(text: string, where: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw wrong(`${where}: "${text}" is no origin. Write https://host or https://host:port.`);
}

function wrong(sentence: string): EnvironmentError {
  return new EnvironmentError([{ variable: 'SITESYNC_VENDOR_HOSTS_FILE', sentence }]);
}
