import { refusal } from './errors.ts';
import { askedFilters, type Filter } from './filters.ts';
import { psaIntegrations, type Psa, type RmmOverlay } from './rows.ts';

const rmmIntegrations = [
  'addigy',
  'aem',
  'atera',
  'auvik',
  'managed-workplace',
  'continuum',
  'jamf-pro',
  'kaseya-vsa',
  'automate',
  'log-me-in',
  'msp-rmm',
  'meraki',
  'msp-n-central',
  'ninja-rmm',
  'panorama9',
  'pulseway-rmm',
  'syncro',
  'watchman-monitoring',
  'office365',
  'vsa-x',
];

/** `psa_id` with its `psa_integration_type` (itglue.md 3.1). */
export function psaFilters<Row extends { readonly psa: Psa | null }>(): Record<
  string,
  Filter<Row>
> {
  return {
    psa_id: withType('psa_id', 'psa_integration_type', (row, value) => row.psa?.id === value),
    psa_integration_type: ofType(
      'psa_integration_type',
      psaIntegrations,
      (row) => row.psa?.integration,
    ),
  };
}

/** `rmm_id` with its `rmm_integration_type` (itglue.md 3.4). */
export function rmmFilters<Row extends { readonly rmm: RmmOverlay | null }>(): Record<
  string,
  Filter<Row>
> {
  return {
    rmm_id: (request, values) => {
      const kept = request.switches.get('itglue.rmmId');
      return withType<Row>('rmm_id', 'rmm_integration_type', ({ rmm }, value) => {
        if (rmm === null) return false;
        return (kept !== 'id' && rmm.uid === value) || (kept !== 'uid' && rmm.deviceId === value);
      })(request, values);
    },
    rmm_integration_type: ofType(
      'rmm_integration_type',
      rmmIntegrations,
      (row) => row.rmm?.integration,
    ),
  };
}

function withType<Row>(
  name: string,
  typeName: string,
  fits: (row: Row, value: string) => boolean,
): Filter<Row> {
  return ({ query, switches }, values) => {
    if (!askedFilters(query).has(typeName)) {
      const status = switches.get('itglue.integrationIdWithoutType');
      if (status === 'ignored') return null;
      throw refusal(Number(status), `${name} needs ${typeName}`, `filter/${name}`);
    }
    return (row) => values.some((value) => fits(row, value));
  };
}

function ofType<Row>(
  name: string,
  known: readonly string[],
  of: (row: Row) => string | undefined,
): Filter<Row> {
  return (_, values) => {
    const unknown = values.find((value) => !known.includes(value));
    if (unknown !== undefined) throw refusal(422, `${unknown} is no ${name}`, `filter/${name}`);
    return (row) => values.includes(of(row) ?? '');
  };
}
