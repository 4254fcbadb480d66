// @ts-check
// In: the name of an installed command-line tool. Out: the words that run it with this very Node.
// Goes past the wrappers in node_modules/.bin, whose children outlive them when they are killed.

/** Where each tool's program lies; read before anything is installed, so it cannot be asked of the packages. */
const PROGRAMS = {
  attw: '@arethetypeswrong/cli/dist/index.js',
  knip: 'knip/bin/knip.js',
  next: 'next/dist/bin/next',
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  playwright: '@playwright/test/cli.js',
  publint: 'publint/src/cli.js',
  storybook: 'storybook/dist/bin/dispatcher.js',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

/**
 * @param {keyof typeof PROGRAMS} name
 * @returns {readonly string[]}
 */
export function tool(name) {
  return [process.execPath, `node_modules/${PROGRAMS[name]}`];
}
