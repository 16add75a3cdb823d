#!/usr/bin/env node
// The `sitesync` command, under whatever Node is there: set-up, then the command line.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('../cli/main.ts', import.meta.url)));
await import('./setup.mjs');
