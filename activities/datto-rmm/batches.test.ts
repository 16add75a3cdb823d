import { expect, test } from 'vitest';
import { Batches } from './batches.ts';

test('items are kept several together, the rest when nothing more comes', async () => {
  const kept: number[][] = [];
  const batches = new Batches<number>(2, async (batch) => void kept.push(batch));
  for (const item of [1, 2, 3]) await batches.add(item);
  expect(kept).toEqual([[1, 2]]);
  await batches.keepRest();
  await batches.keepRest();
  expect(kept).toEqual([[1, 2], [3]]);
  expect(batches.kept).toBe(3);
});

test('items that could not be kept don’t count as kept', async () => {
  const batches = new Batches<number>(1, () => Promise.reject(new Error('the database is gone')));
  await expect(batches.add(1)).rejects.toThrow('gone');
  expect(batches.kept).toBe(0);
});
