import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, inject, test } from 'vitest';
import { playModel } from './play-model.ts';
import { printed } from './print-figures.ts';

const services = {
  databaseUrl: inject('databaseUrl'),
  temporalAddress: inject('temporalAddress'),
};

/** All that the model is made of. */
const modelFiles = ['model.ts', 'world.ts', 'changes.ts', 'detect.ts', 'act.ts', 'decide.ts'];

describe('the state that a simple model predicts', () => {
  test('30 rounds of changes, faults, kills and decisions end in it', async () => {
    const startedAt = performance.now();
    const figures = await playModel(services, { rounds: 30, kills: 4, seed: 1, lanes: 6 });
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stdout.write(`${printed(figures, seconds)}\n`);
    expect(figures.disagreements).toEqual([]);
    expect(figures.happened.rounds).toBe(30);
    expect(figures.deaths).toBeGreaterThan(1);
  }, 600_000);

  test('the model imports nothing but itself', async () => {
    const folder = new URL('.', import.meta.url);
    const there = await readdir(folder);
    for (const name of modelFiles) {
      expect(there).toContain(name);
      const source = await readFile(new URL(name, folder), 'utf8');
      const imports = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
        ([, path]) => path,
      );
      const own = new Set(modelFiles.map((file) => `./${file}`));
      expect(imports.filter((path) => path === undefined || !own.has(path))).toEqual([]);
    }
  });
});
