import type { ShownRun } from './wait-for-run.ts';

export type Plan = NonNullable<ShownRun['plan']>;
export type PlanItem = Plan['items'][number];

/** A text of an item, which each kind of item has of its own; empty where it has none. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A part of an item, alike. */
export function partOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** ` (event destination-moved, held back)`; nothing without marks. */
export function marksText(marks: readonly string[]): string {
  const shown = marks.filter((mark) => mark !== '');
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`;
}

/** Of an item that the run leaves while it carries out others of the same part. */
export function heldMark({ permitted }: PlanItem, part: readonly PlanItem[]): string {
  // Where nothing is let through, the run says so once.
  return !permitted && part.some((one) => one.permitted) ? 'held back' : '';
}

/** `  parent    Between → MSP`. */
export function changeLine(field: string, width: number, from: string, to: string): string {
  return `  ${field.padEnd(width)}  ${from || '-'} → ${to || '-'}`;
}
