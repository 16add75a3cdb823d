import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ReadyLine } from './index.ts';

const main = new URL('main.ts', import.meta.url).pathname;

async function start(...options: string[]): Promise<{ child: ChildProcess; lines: string[] }> {
  const child = spawn(process.execPath, [main, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  if (child.stdout === null) throw new Error('no standard output');
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  await Promise.race([once(reader, 'line'), once(child, 'exit')]);
  return { child, lines };
}

describe('npm run sandbox', () => {
  it('prints one line of JSON when all four listen, and stays up until SIGTERM', async () => {
    const { child, lines } = await start('--port', '0', '--msp', 'small');
    const ready = JSON.parse(lines[0] ?? '') as ReadyLine;
    expect(ready).toEqual({
      ready: true,
      control: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string },
      dattoRmm: {
        url: expect.stringMatching(/^http/) as string,
        key: expect.any(String) as string,
        secret: expect.any(String) as string,
      },
      gravityzone: {
        url: expect.stringMatching(/\/api$/) as string,
        key: expect.any(String) as string,
      },
      itglue: {
        url: expect.stringMatching(/^http/) as string,
        key: expect.any(String) as string,
      },
    });
    expect((await fetch(`${ready.control.url}/state`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['--bogus'],
    ['extra'],
    ['--port', 'x'],
    ['--msp', 'huge'],
    ['--sites', '0'],
    ['--devices', '-1'],
    ['--seed', '1.5'],
    ['--rate-scale', '0'],
  ])('refuses %s %s in a sentence, with exit code 4', (...options) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [main, ...options], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(/^\S.+\n$/);
  });

  it('says so when a port that was asked for is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = spawnSync(process.execPath, [main, '--port', String(port)], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/is taken by something else/);
  });
});
