// @ts-check
// In: named tasks with what each needs. Out: each run in turn and timed, its log printed when it fails, and the sum of tests.
// A failed step in which no test failed counts as one failure, so the sum never hides it.

import { countPlaywright, countVitest } from './count-tests.mjs';

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string} about
 * @property {readonly string[]} needs
 * @property {boolean} [show]
 * @property {'vitest' | 'playwright'} [report]
 * @property {(log: import('./run-command.mjs').Log) => Promise<void>} run
 */

const COUNTERS = { vitest: countVitest, playwright: countPlaywright };

/** @param {readonly Task[]} tasks */
export async function runSteps(tasks) {
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const failedSteps = [];
  /** @type {{ name: string; reason: string }[]} */
  const notRun = [];
  const missing = () => [...failedSteps, ...notRun.map(({ name }) => name)];

  for (const task of tasks) {
    const absent = task.needs.find((name) => missing().includes(name));
    if (absent !== undefined) {
      notRun.push({ name: task.name, reason: `needs ${absent}` });
      continue;
    }
    const outcome = await runStep(task);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    if (!outcome.ok) failedSteps.push(task.name);
  }
  return { ...total, failedSteps, notRun };
}

/** @param {Task} task */
async function runStep(task) {
  const started = performance.now();
  const log = createLog();
  const problems = await attempt(() => task.run(log.write));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const { report } = task;
  if (report !== undefined) {
    const read = () => Object.assign(counts, COUNTERS[report](`test-results/${report}.json`));
    problems.push(...(await attempt(read)));
  }
  const ok = problems.length === 0 && counts.failed === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  const tests = report === undefined ? '' : `  ${formatCounts(counts)}`;
  if (!ok || task.show === true) console.log(log.read());
  for (const problem of problems) console.log(problem);
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${seconds} s  ${task.name.padEnd(9)} ${task.about}${tests}`,
  );
  return { ok, passed: counts.passed, failed: ok ? 0 : Math.max(1, counts.failed) };
}

/**
 * @param {() => unknown} action
 * @returns {Promise<string[]>} what went wrong
 */
async function attempt(action) {
  try {
    await action();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function createLog() {
  /** @type {string[]} */
  const parts = [];
  return {
    write: (/** @type {string} */ text) => void parts.push(text),
    read: () => parts.join('').trimEnd(),
  };
}

/** @param {import('./count-tests.mjs').Counts} counts */
function formatCounts({ passed, failed, skipped }) {
  return `(${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''})`;
}
