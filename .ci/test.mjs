// @ts-check
// In: a fresh copy of the project and Node. Out: every check run in turn, timed, and one closing line `N passed, N failed`.
// Needs no package itself. Choose steps with: npm test -- --only types,unit   npm test -- --skip next,e2e   npm test -- --list

import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chooseSteps } from './choose-steps.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureModules } from './ensure-modules.mjs';
import { endChildrenOnSignal, runCommand } from './run-command.mjs';
import { runSteps } from './run-steps.mjs';
import { steps } from './steps.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const chosen = chooseSteps(steps, process.argv.slice(2));

Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: '1', STORYBOOK_DISABLE_TELEMETRY: '1' });
endChildrenOnSignal();
process.chdir(root);
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results');

const result = await runSteps([install(), ...chosen.map(toTask)]);

for (const { name, reason } of result.notRun) console.log(`not run: ${name} (${reason})`);
if (result.failedSteps.length > 0) console.log(`failed: ${result.failedSteps.join(', ')}`);
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed > 0 || result.notRun.length > 0 ? 1 : 0;

/** Packages and the browser come at the same time; one waits for the network while the other unpacks. */
function install() {
  return {
    name: 'install',
    about: 'packages, and Chromium where a browser is needed',
    needs: [],
    run: async (/** @type {import('./run-command.mjs').Log} */ log) => {
      const browser = chosen.some((step) => step.browser === true);
      const [chromium] = await Promise.all([
        browser ? ensureChromium(log) : undefined,
        ensureModules('.', log),
      ]);
      if (chromium !== undefined) process.env['CHROMIUM_PATH'] = chromium;
    },
  };
}

/** @param {import('./steps.mjs').Step} step */
function toTask(step) {
  return {
    ...step,
    needs: ['install', ...step.needs],
    run: async (/** @type {import('./run-command.mjs').Log} */ log) => {
      for (const command of step.commands) await runCommand(command, { log });
    },
  };
}
