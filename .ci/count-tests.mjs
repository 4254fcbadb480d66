// @ts-check
// In: the JSON reports of Vitest and Playwright. Out: how many tests passed, failed and were skipped.
// A report that is missing, or in which no test ran, is an error: silence is not success.

import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number; failed: number; skipped: number }} Counts */

/**
 * @param {string} file written by `vitest --reporter=json`
 * @returns {Counts}
 */
export function countVitest(file) {
  const report = readReport(file);
  return someRan(file, {
    passed: report['numPassedTests'],
    failed: report['numFailedTests'],
    skipped: report['numPendingTests'] + report['numTodoTests'],
  });
}

/**
 * @param {string} file written by Playwright's `json` reporter
 * @returns {Counts}
 */
export function countPlaywright(file) {
  const { expected, flaky, unexpected, skipped } = readReport(file)['stats'] ?? {};
  return someRan(file, { passed: expected + flaky, failed: unexpected, skipped });
}

/**
 * @param {string} file
 * @returns {Record<string, any>}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`No test report in ${file}: the runner ended before it wrote one.`, { cause });
  }
}

/**
 * @param {string} file
 * @param {Counts} counts
 */
function someRan(file, counts) {
  if (!Object.values(counts).every(Number.isInteger)) {
    throw new Error(`${file} is not a report this script can read.`);
  }
  if (counts.passed + counts.failed === 0) throw new Error(`${file} says that no test ran.`);
  return counts;
}
