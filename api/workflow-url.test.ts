import { expect, test } from 'vitest';
import { createWorkflowUrl } from './workflow-url.ts';

test('a link names namespace, workflow and run as the Temporal UI does', () => {
  const url = createWorkflowUrl('http://127.0.0.1:8233', 'msp.a2dd6');
  expect(url('sync/4ae40287-2026-11-23T11:45:49Z', '01a2083a')).toBe(
    'http://127.0.0.1:8233/namespaces/msp.a2dd6/workflows/sync%2F4ae40287-2026-11-23T11%3A45%3A49Z/01a2083a',
  );
});

test('without a run it leads to the newest one', () => {
  expect(createWorkflowUrl('https://t.example/ui', 'default')('mapping/1')).toBe(
    'https://t.example/ui/namespaces/default/workflows/mapping%2F1',
  );
});

test('where nobody said where the UI is, there is no link', () => {
  expect(createWorkflowUrl(undefined, 'default')('mapping/1')).toBeNull();
});
