import scalar from '@scalar/fastify-api-reference';

interface FastifyRoute {
  url: string;
  handler: (request: unknown, reply: Reply) => unknown;
}
interface Reply {
  header(): Reply;
  send(text: string): Reply;
}

let script: string | undefined;

/**
 * Scalar's script, from an installed package, since the page must work without the internet. The
 * package that has it as a file (@scalar/api-reference) brings 240 MB of sources along; its plugin
 * for Fastify has the same script inside and hands it to whatever takes its routes.
 */
export function scalarScript(): string {
  script ??= takeScript();
  return script;
}

function takeScript(): string {
  let taken = '';
  const reply: Reply = {
    header: () => reply,
    send(text) {
      taken = text;
      return reply;
    },
  };
  const fastify = {
    initialConfig: {},
    route({ url, handler }: FastifyRoute) {
      if (url.endsWith('.js')) handler({}, reply);
    },
  };
  const plugin: unknown = scalar;
  (plugin as (fastify: unknown, options: object, next: () => void) => void)(
    fastify,
    { routePrefix: '/reference', configuration: { url: '/openapi.json' } },
    () => {},
  );
  if (taken === '') throw new Error('@scalar/fastify-api-reference no longer hands out its script');
  return taken;
}
