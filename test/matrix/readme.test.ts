import { expect, test } from 'vitest';
import { eventTypes, primaryActions } from '../../rules/gravityzone/events/event-types.ts';
import { findings } from './cases.ts';
import { decisions } from './decisions.ts';
import { readmeAsItShouldBe } from './readme.ts';

test('the README’s section “What happens when” is what these cases say', async () => {
  const { now, wanted } = await readmeAsItShouldBe();
  expect(now, 'run: node_modules/.bin/node test/matrix/readme.ts').toBe(wanted);
});

test.each(eventTypes)('every action on %s is played', (type) => {
  const played = Object.values(decisions)
    .filter(({ finding }) => findings[finding].event === type)
    .map(({ action }) => action);
  expect(new Set(played)).toEqual(new Set([...primaryActions[type], 'ignore']));
});
