import { addressRefusedCode } from './addresses.ts';

export type TransportFaultKind =
  | 'address-refused'
  | 'unknown-host'
  | 'unreachable'
  | 'certificate'
  | 'too-late'
  | 'unsendable'
  | 'reset'
  | 'timeout'
  | 'too-large'
  | 'not-http'
  | 'cancelled';

/**
 * An exchange that gave no whole answer. It holds nothing of the library's own error, which may
 * hold the request with its headers.
 */
export class TransportFault extends Error {
  readonly kind: TransportFaultKind;
  /** Whether the request was handed to a socket, so that the vendor may have acted on it. */
  readonly sent: boolean;

  constructor(kind: TransportFaultKind, sent: boolean) {
    super(kind);
    this.kind = kind;
    this.sent = sent;
  }
}

/** What happened, as part of a sentence. */
export const faultSentences: Record<TransportFaultKind, string> = {
  'address-refused':
    'the host is or leads to an address of this machine or of an inner network, or is not called over https',
  'unknown-host': 'the name of the host could not be resolved',
  unreachable: 'no connection could be made to the host',
  certificate: 'the host could not prove with its certificate that it is the one asked for',
  'too-late': 'the moment until which it could be sent had passed',
  unsendable: 'the request could not be formed',
  reset: 'the connection was cut before the answer was complete',
  timeout: 'no complete answer came in time',
  'too-large': 'the answer was larger than is accepted',
  'not-http': 'the answer was not HTTP',
  cancelled: 'the call was cancelled here',
};

/** Sorts an error of undici, a socket, TLS or DNS by its code; its message is left behind. */
export function describeFault(error: unknown, sent: boolean): TransportFault {
  if (error instanceof TransportFault) return error;
  // Its code is missing where the very first bytes are wrong.
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return new TransportFault('not-http', sent);
  }
  return new TransportFault(faultKind(errorCode(error), sent), sent);
}

function faultKind(code: string, sent: boolean): TransportFaultKind {
  if (code === addressRefusedCode) return 'address-refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (/CERT|SIGNATURE|ALTNAME|SELF_SIGNED/.test(code)) return 'certificate';
  if (!sent && code === 'UND_ERR_INVALID_ARG') return 'unsendable';
  return sent ? 'reset' : 'unreachable';
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
