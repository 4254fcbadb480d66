// @ts-check
// In: the tools in node_modules. Out: the steps of `npm test`, in order, each with what must have succeeded before it.
// A step is a list of commands; knows nothing of how they are run, timed or reported.

import { fileURLToPath } from 'node:url';
import { tool } from './tool.mjs';

/**
 * @typedef {object} Step
 * @property {string} name how --only and --skip call it
 * @property {string} about
 * @property {readonly string[]} needs names of steps that must not have failed
 * @property {boolean} [browser] needs Chromium
 * @property {boolean} [show] its output is worth reading when it succeeds, too
 * @property {'vitest' | 'playwright'} [report] the runner whose report it leaves in test-results/
 * @property {readonly (readonly string[])[]} commands
 */

const script = (/** @type {string} */ name) => [
  process.execPath,
  fileURLToPath(new URL(name, import.meta.url)),
];

/** @type {readonly Step[]} */
export const steps = [
  { name: 'types', about: 'typecheck', needs: [], commands: [[...tool('tsc'), '-p', '.']] },
  {
    name: 'lint',
    about: 'lint and format',
    needs: [],
    commands: [
      [...tool('oxlint'), '--deny-warnings'],
      [...tool('oxfmt'), '--check'],
    ],
  },
  {
    name: 'knip',
    about: 'unused files, exports and packages',
    needs: [],
    commands: [tool('knip')],
  },
  { name: 'build', about: 'the package, by tsc', needs: [], commands: [script('build.mjs')] },
  {
    name: 'package',
    about: 'publint, are the types wrong',
    needs: ['build'],
    commands: [
      [...tool('publint'), '--strict'],
      [...tool('attw'), '--pack', '.', '--profile', 'esm-only', '--no-emoji', '--no-color'],
    ],
  },
  {
    name: 'size',
    about: 'size of each door',
    needs: [],
    show: true,
    commands: [script('size.mjs')],
  },
  {
    name: 'unit',
    about: 'vitest: unit, laws, contracts, surface, React, types, stories',
    needs: [],
    browser: true,
    report: 'vitest',
    commands: [
      [
        ...tool('vitest'),
        'run',
        '--reporter=default',
        '--reporter=json',
        '--outputFile.json=test-results/vitest.json',
      ],
    ],
  },
  {
    name: 'storybook',
    about: 'Storybook builds',
    needs: [],
    commands: [[...tool('storybook'), 'build', '--quiet', '--disable-telemetry']],
  },
  {
    name: 'next',
    about: 'the Next.js example builds',
    needs: ['build'],
    commands: [script('next-example.mjs')],
  },
  {
    name: 'e2e',
    about: 'Playwright in Chromium',
    needs: ['build', 'next'],
    browser: true,
    report: 'playwright',
    commands: [[...tool('playwright'), 'test', '-c', 'e2e']],
  },
  {
    name: 'pack',
    about: 'the tarball in a fresh Vite app',
    needs: ['build'],
    commands: [script('pack-test.mjs')],
  },
];
