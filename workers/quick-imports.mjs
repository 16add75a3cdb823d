import { registerHooks } from 'node:module';

// Preloaded by `--import`. Node reads a package's package.json anew for each module of it, and for
// each import of it: that of drizzle-orm has 178 kB, and 106 of its modules are loaded by most of
// our files. That was two fifths of the processor time that a worker takes to start, measured. What
// its modules import by a relative path is a module beside them, and what our files import from it
// is the same for all of them.

const dependencies = '/node_modules/';
const inPackage = `${dependencies}drizzle-orm/`;
const resolved = new Map();

registerHooks({
  resolve(specifier, context, next) {
    if (isBeside(specifier, context)) {
      const { href } = new URL(specifier, context.parentURL);
      return { url: href, format: 'module', shortCircuit: true };
    }
    if (!isOurs(specifier, context)) return next(specifier, context);
    const known = resolved.get(specifier) ?? next(specifier, context);
    resolved.set(specifier, known);
    return { ...known, shortCircuit: true };
  },
});

/** One of its modules imports another; names of its CommonJS form end with `.cjs`. */
function isBeside(specifier, { parentURL }) {
  return specifier.startsWith('.') && specifier.endsWith('.js') && parentURL?.includes(inPackage);
}

/** A file of ours imports it. */
function isOurs(specifier, { parentURL, conditions }) {
  const isOfPackage = specifier === 'drizzle-orm' || specifier.startsWith('drizzle-orm/');
  return isOfPackage && conditions.includes('import') && !parentURL?.includes(dependencies);
}
