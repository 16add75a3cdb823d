import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Sends an answer whole; resolves when it was handed to the network or the client had gone. */
export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if (response.destroyed || response.writableEnded) return;
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) }),
    });
    response.end(answer.status === 204 ? '' : answer.body, resolve);
  });
}

/** Announces the whole body, sends half of it and drops the connection. */
export async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
  const whole = Buffer.from(answer.body === '' ? '{"cut":"short"}' : answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': whole.length });
  await new Promise<void>((resolve) => {
    response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => {
      resolve();
    });
  });
  response.destroy();
}

/** Waits until the client gives up or the sandbox stops. */
export async function untilClosed(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => response.once('close', resolve));
}
