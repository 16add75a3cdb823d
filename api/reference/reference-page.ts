import { Hono } from 'hono';
import { referenceHeaders } from '../security-headers.ts';
import { scalarScript } from './scalar-script.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sitesync API</title>
  </head>
  <body>
    <div id="reference"></div>
    <script src="/reference/scalar.js"></script>
    <script src="/reference/start.js"></script>
  </body>
</html>
`;

// No fonts, telemetry, proxy, assistant or publishing: the page calls nobody but this API.
const start = `Scalar.createApiReference('#reference', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
})});
`;

/** The API's reference for people, at /reference. */
export function referencePage(): Hono {
  const asScript = { 'content-type': 'text/javascript; charset=utf-8' };
  return new Hono()
    .use(referenceHeaders())
    .get('/', (c) => c.html(page))
    .get('/start.js', (c) => c.body(start, 200, asScript))
    .get('/scalar.js', (c) =>
      c.body(scalarScript(), 200, { ...asScript, 'cache-control': 'max-age=86400' }),
    );
}
