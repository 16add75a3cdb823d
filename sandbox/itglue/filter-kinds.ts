import { refusal } from './errors.ts';
import type { Filter } from './filters.ts';
import type { ItglueRequest } from './route.ts';

const weekMs = 7 * 86_400_000;

/** Ids, of the row or of what it points to. */
export function byId<Row>(of: (row: Row) => string | null): Filter<Row> {
  return (_, values) => {
    const wanted = new Set(values);
    return (row) => wanted.has(of(row) ?? '');
  };
}

export function excluding<Row>(filter: Filter<Row>): Filter<Row> {
  return (request, values) => {
    const fits = filter(request, values);
    return fits === null ? null : (row) => !fits(row);
  };
}

/** A text by the rule that the switch says. */
export function byText<Row>(
  rule: 'itglue.nameFilter' | 'itglue.serialFilter' | 'exact',
  of: (row: Row) => string | null,
): Filter<Row> {
  return (request, values) => {
    const way = rule === 'exact' ? 'exact' : request.switches.get(rule);
    const wanted = way === 'exact' ? values : values.map((value) => value.toLowerCase());
    return (row) => {
      const text = of(row);
      if (text === null) return false;
      if (way === 'exact') return wanted.includes(text);
      const lower = text.toLowerCase();
      return way === 'contains'
        ? wanted.some((value) => lower.includes(value))
        : wanted.includes(lower);
    };
  };
}

export function byMac<Row>(of: (row: Row) => string | null): Filter<Row> {
  return (request, values) => {
    const bare = request.switches.get('itglue.macFilter') === 'ignoringSeparators';
    const key = (text: string) => (bare ? text.replaceAll(/[^0-9a-z]/gi, '') : text).toLowerCase();
    const wanted = new Set(values.map(key));
    return (row) => wanted.has(key(of(row) ?? ' '));
  };
}

/** `true`, `false`, `1` or `0`, nothing else (itglue.md 6.12). */
export function byFlag<Row>(name: string, of: (row: Row) => boolean): Filter<Row> {
  return (_, values) => {
    const wanted = values.map((value) => {
      if (['true', '1'].includes(value)) return true;
      if (['false', '0'].includes(value)) return false;
      throw refusal(422, `${name} must be true, false, 1 or 0`, `filter/${name}`);
    });
    return (row) => wanted.includes(of(row));
  };
}

/** A moment, or a range `start,end` with `*` for an open end. */
export function byTime<Row>(of: (row: Row) => number): Filter<Row> {
  return (request, values) => {
    const [start = '', end] = values;
    if (end === undefined) {
      const [fromMs, untilMs] = momentOf(start);
      return (row) => of(row) >= fromMs && of(row) < untilMs;
    }
    const fromMs = start === '*' ? -Infinity : momentOf(start)[0];
    const untilMs = end === '*' ? Infinity : momentOf(end)[1];
    refuseLongRange(request, { isOpenAtStart: start === '*', lengthMs: untilMs - fromMs, end });
    return (row) => of(row) >= fromMs && of(row) < untilMs;
  };
}

function refuseLongRange(
  { switches }: ItglueRequest,
  { isOpenAtStart, lengthMs, end }: { isOpenAtStart: boolean; lengthMs: number; end: string },
): void {
  if (switches.get('itglue.dateRange') === 'anyLength') return;
  if (isOpenAtStart || (end !== '*' && lengthMs > weekMs + 86_400_000)) {
    throw refusal(
      422,
      'The date range filter cannot be longer than a week, and cannot start with a wildcard',
    );
  }
}

/** From and until: a date is the whole day, a time the whole second. */
function momentOf(text: string): [number, number] {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw refusal(422, `${text} is not a date`, 'filter');
  return [atMs, atMs + (/^\d{4}-\d\d-\d\d$/.test(text) ? 86_400_000 : 1000)];
}
