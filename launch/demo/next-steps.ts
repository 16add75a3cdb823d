import path from 'node:path';
import type { DemoParts } from './parts.ts';
import { columns, heading } from './summary.ts';

/** Where everything is while the demo stays up, and what to try. */
export function nextStepsText({ sandbox, product }: DemoParts): string {
  const { url, key, secret } = sandbox.ready.dattoRmm;
  const home = path.relative(process.cwd(), path.join(product.dataDir, 'home'));
  return [
    heading('Where to look'),
    columns([
      ['API', product.api],
      ['API reference', `${product.api}/reference`],
      ['Temporal UI', product.temporalUi ?? ''],
      ['The vendors’ true state', `${sandbox.control}/state, and every request in /log`],
    ]),
    heading('What to try in another terminal (the key is the sandbox’s own)'),
    `  export SITESYNC_API=${product.api} SITESYNC_HOME=${home}`,
    `  npm run -s sitesync -- login --url ${url} --key ${key} --secret ${secret}`,
    '  npm run -s sitesync -- notices',
    '  npm run -s sitesync -- events',
    '  npm run -s sitesync -- organizations --filter suggested',
    '  npm run -s sitesync -- sync --wait',
    '',
    'Stop it with Ctrl-C.',
  ].join('\n');
}
