import { field, type Fields } from './fields.ts';
import { flag, ipAddress, text, validMac } from './field-kinds.ts';
import type { ConfigurationInterface } from './rows.ts';

/** What may be written of an interface (itglue.md 3.5). */
export const interfaceFields: Fields<ConfigurationInterface> = {
  name: field('name', text),
  ip_address: field('ipAddress', ipAddress),
  mac_address: field('macAddress', validMac),
  primary: field('primary', flag),
  notes: field('notes', text),
};
