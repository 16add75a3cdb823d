import type { Item } from './body.ts';
import { refusal } from './errors.ts';
import { kebabCase } from './names.ts';
import type { ItglueRequest } from './route.ts';

/** Where a value stands, for the refusal of it. */
export interface At {
  readonly request: ItglueRequest;
  readonly pointer: string;
}

/** What a row's members are read from: one entry for each attribute that may be written. */
export type Fields<Row> = Readonly<
  Record<string, { readonly member: keyof Row; readonly read: (value: unknown, at: At) => unknown }>
>;

export function field<Row, Member extends keyof Row>(
  member: Member,
  read: (value: unknown, at: At) => Row[Member],
): Fields<Row>[string] {
  return { member, read };
}

/**
 * The members that an item sets. Read-only and unknown attributes are passed over, or refused
 * where the switch says so; `passed` are attributes that the caller reads itself.
 */
export function readFields<Row>(
  request: ItglueRequest,
  { attributes }: Item,
  fields: Fields<Row>,
  passed: readonly string[] = [],
): Partial<Row> {
  const members: Partial<Record<keyof Row, unknown>> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const pointer = `/data/attributes/${kebabCase(name)}`;
    if (known !== undefined) {
      members[known.member] = known.read(value, { request, pointer });
    } else if (
      !passed.includes(name) &&
      name !== 'id' &&
      request.switches.get('itglue.unknownAttributes') === 'refused'
    ) {
      throw refusal(422, 'is not an attribute that can be written', pointer);
    }
  }
  // Each member was read by the function that its field was declared with.
  return members as Partial<Row>;
}
