import type { TransportFaultKind } from './transport-fault.ts';

/** The vendors that Sitesync talks to. */
export type Vendor = 'datto-rmm' | 'gravityzone' | 'itglue';

export const vendorLabels: Record<Vendor, string> = {
  'datto-rmm': 'Datto RMM',
  gravityzone: 'GravityZone',
  itglue: 'IT Glue',
};

/**
 * What can go wrong in a vendor call, seen by the caller.
 *
 * A write ends in `unknown-outcome` whenever it may have been applied; every other code means that
 * it was surely not applied. `not-found` and `conflict` are the vendor's own words, never a guess
 * from a listing.
 */
export const vendorErrorCodes = [
  'address-refused',
  'auth-refused',
  'forbidden',
  'blocked',
  'rate-limited',
  'contract-broken',
  'conflict',
  'not-found',
  'refused',
  'licence',
  'unknown-outcome',
  'not-sent',
  'transient',
] as const;
export type VendorErrorCode = (typeof vendorErrorCodes)[number];

export interface VendorErrorFields {
  code: VendorErrorCode;
  vendor: Vendor;
  /** The call as the vendor names it, without ids: `GET /v2/account/sites`, `companies.createCompany`. */
  operation: string;
  /** HTTP status, where an answer came. */
  status?: number | undefined;
  /** Why no whole answer came, where none did. */
  fault?: TransportFaultKind | undefined;
  /** The vendor's own error code inside the answer (JSON-RPC), where it gives one. */
  vendorCode?: number | undefined;
  /** Wait at least this long before the next call. */
  retryAfterMs?: number | undefined;
  /** The vendor's text, already scrubbed of our secrets and cut (see secrets.ts). */
  details?: string | undefined;
  /** What happened, in our own words, in place of the code's own sentence part. */
  happened?: string | undefined;
  /** What the operator does next, in place of the code's own sentence. */
  next?: string | undefined;
}

/**
 * A failed vendor call. The message is for an operator: what happened, to what, what to do next.
 * It never has a `cause`: the errors of an HTTP library can hold requests with their headers.
 */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  readonly code: VendorErrorCode;
  readonly vendor: Vendor;
  readonly operation: string;
  readonly status: number | undefined;
  readonly fault: TransportFaultKind | undefined;
  readonly vendorCode: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly details: string | undefined;

  constructor(fields: VendorErrorFields) {
    super(sentence(fields));
    this.code = fields.code;
    this.vendor = fields.vendor;
    this.operation = fields.operation;
    this.status = fields.status;
    this.fault = fields.fault;
    this.vendorCode = fields.vendorCode;
    this.retryAfterMs = fields.retryAfterMs;
    this.details = fields.details;
  }
}

/** Whether `error` is a {@link VendorError}, with one of `codes` if any are named. */
export function isVendorError(error: unknown, ...codes: VendorErrorCode[]): error is VendorError {
  return error instanceof VendorError && (codes.length === 0 || codes.includes(error.code));
}

function sentence(fields: VendorErrorFields): string {
  const standard = standardSentences[fields.code];
  const label = vendorLabels[fields.vendor];
  const where =
    fields.status === undefined ? fields.operation : `${fields.operation}, HTTP ${fields.status}`;
  const said = fields.details === undefined ? '' : ` It said: "${fields.details}".`;
  const wait =
    fields.retryAfterMs === undefined
      ? ''
      : ` Earliest next try in ${Math.ceil(fields.retryAfterMs / 1000)} s.`;
  return `${label}: ${fields.happened ?? standard.happened} (${where}).${said} ${fields.next ?? standard.next}${wait}`;
}

const standardSentences: Record<VendorErrorCode, { happened: string; next: string }> = {
  'address-refused': {
    happened: 'the address may not be called',
    next: 'Check the URL of the connection.',
  },
  'auth-refused': {
    happened: 'the API key was refused',
    next: 'Make a new key at the vendor and save it in the connection.',
  },
  forbidden: {
    happened: 'the API key may not do this',
    next: 'Give the key, or the user it belongs to, the right that is missing.',
  },
  blocked: {
    happened: 'this host is blocked after too many calls',
    next: 'Nothing needs to be done: all calls to it rest until the block is over.',
  },
  'rate-limited': {
    happened: 'the call was refused because of too many calls; nothing was changed',
    next: 'It is tried again later. If it stays so, find what else uses this account.',
  },
  'contract-broken': {
    happened: 'the answer is not what this API is known to give',
    next: 'Check that the URL is the API and not a web page or a proxy; if it is, report it.',
  },
  conflict: {
    happened: 'the change collides with what is already there; nothing was changed',
    next: 'Look at what has that name, or at what changed in the meantime.',
  },
  'not-found': {
    happened: 'the object is not there, or out of the sight of this key',
    next: 'Check whether it was deleted, or whether the key still sees it.',
  },
  refused: {
    happened: 'the vendor refused these values; nothing was changed',
    next: 'Change what it names and try again.',
  },
  licence: {
    happened: 'the licence does not cover this; nothing was changed',
    next: 'Check the licence of the company and of the partner.',
  },
  'unknown-outcome': {
    happened: 'the change was sent, but no clear answer came',
    next: 'It may have been made or not: it is looked up before anything is sent again.',
  },
  'not-sent': {
    happened: 'the change was not sent; nothing was changed',
    next: 'It is tried again.',
  },
  transient: {
    happened: 'no usable answer came',
    next: 'It is tried again; if it stays so, check the network and the status page of the vendor.',
  },
};
