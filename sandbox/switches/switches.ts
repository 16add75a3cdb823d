import { dattoRmmSwitches } from './datto-rmm.ts';
import type { SwitchDefinition } from './definition.ts';
import { gravityzoneSwitches } from './gravityzone.ts';
import { itglueSwitches } from './itglue.ts';

const definitions = { ...dattoRmmSwitches, ...gravityzoneSwitches, ...itglueSwitches };

/** JSON as it may come: numbers, booleans and null are read as their text. */
export type SwitchValue = string | number | boolean | null;

export type SwitchName = keyof typeof definitions;
export type Setting<Name extends SwitchName> = (typeof definitions)[Name]['settings'][number];

/** A switch as `GET /switches` lists it. */
export interface SwitchState {
  readonly name: SwitchName;
  readonly settings: readonly string[];
  readonly value: string;
  readonly source: string;
}

/** The setting in force of every behaviour that `vendor-apis/` leaves open. */
export class Switches {
  readonly #values = new Map<string, string>();

  get<Name extends SwitchName>(name: Name): Setting<Name> {
    // Only `set` writes values, and it refuses what is not among the settings.
    return (this.#values.get(name) ?? definitions[name].settings[0]) as Setting<Name>;
  }

  list(): SwitchState[] {
    return Object.entries(definitions).map(([name, definition]) => ({
      name: name as SwitchName,
      settings: definition.settings,
      value: this.get(name as SwitchName),
      source: definition.source,
    }));
  }

  /** Sets all or none; the answer is the sentence of a refusal, or null when set. */
  set(values: Readonly<Record<string, SwitchValue>>): string | null {
    const known: Readonly<Record<string, SwitchDefinition>> = definitions;
    for (const [name, value] of Object.entries(values)) {
      const definition = Object.hasOwn(known, name) ? known[name] : undefined;
      if (definition === undefined) {
        return `There is no switch "${name}"; GET /switches lists them.`;
      }
      if (!definition.settings.includes(String(value))) {
        return `Switch "${name}" has no setting "${String(value)}"; it has ${definition.settings.join(', ')}.`;
      }
    }
    for (const [name, value] of Object.entries(values)) this.#values.set(name, String(value));
    return null;
  }
}
