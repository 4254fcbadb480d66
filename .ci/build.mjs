// @ts-check
// In: src/, also in a fresh clone. Out: dist/, one .js and one .d.ts per source file, built from nothing.
// tsc alone: it keeps 'use client' in place and leaves other packages' types as imports.

import { rmSync } from 'node:fs';
import { ensureModules } from './ensure-modules.mjs';
import { runCommand } from './run-command.mjs';
import { tool } from './tool.mjs';

await ensureModules('.');
rmSync('dist', { recursive: true, force: true });
await runCommand([...tool('tsc'), '-p', 'src']);
