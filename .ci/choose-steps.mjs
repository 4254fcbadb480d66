// @ts-check
// In: all steps and the command line. Out: the steps to run, in their own order.
// A misspelt name is an error: running nothing must not look like success.

import { parseArgs } from 'node:util';

/**
 * @param {readonly import('./steps.mjs').Step[]} steps
 * @param {string[]} args
 */
export function chooseSteps(steps, args) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, skip: { type: 'string' }, list: { type: 'boolean' } },
  });
  if (values.list === true) {
    for (const step of steps) console.log(step.name.padEnd(10), step.about);
    process.exit(0);
  }
  const only = names(steps, values.only);
  const skip = names(steps, values.skip) ?? [];
  return steps.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name));
}

/**
 * @param {readonly import('./steps.mjs').Step[]} steps
 * @param {string | undefined} list
 */
function names(steps, list) {
  const wanted = list?.split(',').map((name) => name.trim());
  const known = steps.map((step) => step.name);
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no step ${JSON.stringify(unknown)}. The steps are: ${known.join(', ')}`,
    );
  }
  return wanted;
}
