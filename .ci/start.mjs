// @ts-check
// In: a fresh copy of the project and Node. Out: the playground on 127.0.0.1, its packages installed when they are missing.
// Needs no package itself: it runs before there is a node_modules. Arguments go to vite: npm start -- --port 5200

import { fileURLToPath } from 'node:url';
import { ensureModules, hasModules } from './ensure-modules.mjs';
import { endChildrenOnSignal, runCommand } from './run-command.mjs';
import { tool } from './tool.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

endChildrenOnSignal();
process.chdir(root);
if (!hasModules(root)) console.log('Installing packages (about half a minute, once)…');
await ensureModules(root);
const vite = [...tool('vite'), '--host', '127.0.0.1'];
await runCommand([...vite, ...process.argv.slice(2)], { timeoutMs: 2 ** 31 - 1 });
