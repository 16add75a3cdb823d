import { whenAskedToStop } from '../environment/lifetime.ts';
import { differences } from './demo/differences.ts';
import { nextStepsText } from './demo/next-steps.ts';
import { parseDemoArguments } from './demo/options.ts';
import { type DemoParts, startParts } from './demo/parts.ts';
import { demoResult } from './demo/result.ts';
import { playStory, type Story } from './demo/story.ts';
import { summaryText } from './demo/summary.ts';
import { createTell } from './demo/tell.ts';
import { messageOf } from './launch-error.ts';
import { Stops } from './stops.ts';

// The main of `npm run demo`: the whole product on a simulated MSP, from sign-in to a steady sync.

const options = parseDemoArguments(process.argv.slice(2));
const stops = new Stops();
const stopping = new AbortController();
const { signal } = stopping;
const askedToStop = new Promise<void>((resolve) => {
  whenAskedToStop('parent-id', () => {
    stopping.abort();
    resolve();
  });
});

process.exit(await run());

/** @returns the exit code. */
async function run(): Promise<number> {
  let code: number;
  try {
    code = await play();
  } catch (error) {
    if (!signal.aborted) say(messageOf(error));
    code = 1;
  }
  if (signal.aborted && process.stderr.isTTY) say('Stopping …');
  try {
    await stops.run();
  } catch (error) {
    say(`Not everything stopped in good order: ${messageOf(error)}`);
    return 1;
  }
  return code;
}

async function play(): Promise<number> {
  const tell = createTell(signal);
  const parts = await startParts(options, tell, stops, signal);
  const story = await playStory(parts, tell, signal);
  const differing = differences(story);
  print(story, differing, parts);
  for (const sentence of differing) say(sentence);
  if (!options.once) await askedToStop;
  return differing.length === 0 ? 0 : 1;
}

function print(story: Story, differing: readonly string[], parts: DemoParts): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(demoResult(story, differing, parts))}\n`);
    return;
  }
  process.stdout.write(`${summaryText(story)}\n`);
  if (!options.once) process.stdout.write(`${nextStepsText(parts)}\n`);
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
