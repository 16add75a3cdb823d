import { keyHash } from '../http/key-hash.ts';
import type { Limit } from '../http/rates.ts';

/** The rows of the vendor's table that Sitesync's calls fall in (gravityzone.md 1.6). */
type Row = 'ten-a-second' | 'five-a-second' | 'thirty-a-minute';

const rowRates = {
  'ten-a-second': { perSecond: 10 },
  'five-a-second': { perSecond: 5 },
  'thirty-a-minute': { perMinute: 30 },
} as const satisfies Record<Row, object>;

const share = 0.9;

/** Everything that is not listed is in the first row. */
const listedRows: Readonly<Record<string, Row>> = {
  'licensing.getLicenseInfo': 'five-a-second',
  'companies.deleteCompany': 'five-a-second',
  'companies.updateCompanyDetails': 'five-a-second',
  'network.getNetworkInventoryItems': 'five-a-second',
  'network.moveCompanyOrCompanyFolder': 'thirty-a-minute',
};

/** One copy of the vendor's page has these in the second row, so a refusal moves them there. */
const disputed = new Set(['companies.createCompany', 'companies.getCompanyDetails']);

interface RpcCall {
  api: string;
  method: string;
}

/** Which row a call counts in, for one key. Whether its methods share a bucket is not known; here they do. */
export interface LimitBook {
  who: string;
  rowOf(call: RpcCall): Row;
  /** Notes that a call was refused for too many calls. */
  learnRefusal(call: RpcCall): void;
}

const learnt = new Set<string>();

/** @param credential access URL and API key: limits are per key */
export function createLimitBook(...credential: [accessUrl: string, apiKey: string]): LimitBook {
  const who = keyHash(...credential);
  return {
    who,
    rowOf({ api, method }) {
      const name = `${api}.${method}`;
      if (learnt.has(`${who}/${name}`)) return 'five-a-second';
      return listedRows[name] ?? 'ten-a-second';
    },
    learnRefusal({ api, method }) {
      const name = `${api}.${method}`;
      if (disputed.has(name)) learnt.add(`${who}/${name}`);
    },
  };
}

export function rpcLimit(book: LimitBook, call: RpcCall): Limit {
  const row = book.rowOf(call);
  return { key: `gravityzone/${book.who}/${row}`, ...rowRates[row], share };
}
