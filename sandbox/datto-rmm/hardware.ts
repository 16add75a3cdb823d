import type { Hardware } from './store.ts';

/** Of a device that was never audited. */
export const noHardware: Hardware = {
  manufacturer: null,
  model: null,
  serial: null,
  nics: [],
  memoryBytes: null,
  processor: null,
  cores: null,
  disks: [],
};
