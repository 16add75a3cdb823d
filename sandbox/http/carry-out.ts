import type { ServerResponse } from 'node:http';
import { pause } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Fault } from '../faults/fault.ts';
import {
  allRows,
  droppedRows,
  duplicatedRows,
  noRows,
  reorderedRows,
  type Rows,
} from '../faults/rows.ts';
import { htmlAnswer, jsonAnswer, type Answer } from './answer.ts';
import type { Call, Outcome, Vendor } from './call.ts';
import { recordEffect, type LogEntry } from './request-log.ts';
import { send, sendHalf, untilClosed } from './send.ts';

/** An admitted request and all that is needed to carry it out and answer it. */
export interface Exchange {
  readonly vendor: Vendor;
  readonly call: Call;
  readonly entry: LogEntry;
  readonly response: ServerResponse;
  readonly clock: Clock;
  readonly answerDelayMs: number;
}

/** Carries a request out and answers it, with or without a fault played on it. */
export async function carryOut(exchange: Exchange, fault: Fault | null): Promise<void> {
  const { call, entry, response, clock } = exchange;
  entry.fault = fault?.kind ?? null;
  if (fault === null) return answerWith(exchange, perform(exchange).answer);
  switch (fault.kind) {
    case 'applied-then-timeout':
      performListedAfter(exchange, fault.visibleAfterMs);
      return hold(exchange, fault.delayMs);
    case 'timeout':
      return hold(exchange, fault.delayMs);
    case 'reset':
      if (fault.when === 'after-effect') perform(exchange);
      response.socket?.resetAndDestroy();
      return undefined;
    case 'status':
      if (fault.when === 'after-effect') perform(exchange);
      return answerWith(exchange, statusAnswer(fault));
    case 'truncate': {
      const { answer } = fault.when === 'after-effect' ? perform(exchange) : noEffect();
      entry.status = answer.status;
      return sendHalf(response, answer);
    }
    case 'malformed': {
      const { answer } = fault.when === 'after-effect' ? perform(exchange) : noEffect();
      return answerWith(exchange, { ...answer, body: `${answer.body.slice(0, -1)},,"` });
    }
    case 'html':
      if (fault.when === 'after-effect') perform(exchange);
      return answerWith(exchange, htmlAnswer(fault.status, 'Service page'));
    case 'slow': {
      const { answer } = perform(exchange);
      await pause(clock, fault.delayMs);
      return answerWith(exchange, answer);
    }
    case 'empty-list':
      return answerWith(exchange, perform(exchange, noRows).answer);
    case 'drop-rows':
      return answerWith(exchange, perform(exchange, droppedRows(fault)).answer);
    case 'duplicate-rows':
      return answerWith(exchange, perform(exchange, duplicatedRows(fault.percent)).answer);
    case 'reorder-pages':
      return answerWith(exchange, perform(exchange, reorderedRows(entry.number)).answer);
    case 'expire-token':
      call.expireToken();
      return answerWith(exchange, perform(exchange).answer);
    case 'late-effect':
      clock.after(fault.delayMs, () => {
        perform(exchange);
      });
      return hold(exchange, undefined);
    case 'late-visible':
      return answerWith(exchange, performListedAfter(exchange, fault.delayMs).answer);
    case 'kill': {
      if (fault.when === 'before-effect') {
        kill(fault.pid);
        response.destroy();
        return undefined;
      }
      const { answer } = performListedAfter(exchange, fault.visibleAfterMs);
      if (fault.when === 'after-effect') {
        kill(fault.pid);
        response.destroy();
        return undefined;
      }
      await answerWith(exchange, answer);
      kill(fault.pid);
      return undefined;
    }
  }
}

/** Answers with the vendor's own added delay, and logs the status before the client has it. */
export async function answerWith(
  { entry, response, clock, answerDelayMs }: Exchange,
  answer: Answer,
): Promise<void> {
  await pause(clock, answerDelayMs);
  if (response.destroyed) return;
  entry.status = answer.status;
  await send(response, answer);
}

function perform({ call, entry, clock }: Exchange, rows: Rows = allRows): Outcome {
  const outcome = call.run(rows);
  recordEffect(entry, outcome.effect, clock.nowMs());
  return outcome;
}

/** What was written is kept out of lists for `delayMs`, where given. */
function performListedAfter(exchange: Exchange, delayMs: number | undefined): Outcome {
  if (delayMs === undefined) return perform(exchange);
  const { result, delayListing } = exchange.vendor.recorder.record(() => perform(exchange));
  delayListing(exchange.clock.nowMs() + delayMs);
  return result;
}

/** Leaves the client waiting; with `delayMs` the connection is dropped then. */
async function hold({ response, clock }: Exchange, delayMs: number | undefined): Promise<void> {
  if (delayMs !== undefined) clock.after(delayMs, () => response.destroy());
  await untilClosed(response);
}

function noEffect(): Outcome {
  return { answer: jsonAnswer(200, { unfinished: true }), effect: null };
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>): Answer {
  const headers = Object.fromEntries(
    Object.entries(fault.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { status, body } = fault;
  if (body === undefined) return htmlAnswer(status, 'Fault', headers);
  if (typeof body !== 'string') return jsonAnswer(status, body, headers);
  const type = /^\s*[[{]/.test(body) ? 'application/json' : 'text/html';
  return { status, headers: { 'content-type': type, ...headers }, body };
}

/** A process that is already gone needs no killing. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
