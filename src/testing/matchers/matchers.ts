// In: what a test holds and expects. Out: whether it is so, and otherwise what is known instead.
// The shape is that of `expect.extend` in Vitest and Jest; only their `equals` is needed.
// Knows nothing of how a subject is read.

import { showValue } from '../show-value.js';
import { subjectOf, type Subject } from './subject.js';

/** What a test runner lends a matcher. */
export interface MatcherContext {
  readonly isNot?: boolean;
  /** Knows asymmetric values such as `expect.any(String)`. */
  equals(received: unknown, expected: unknown): boolean;
}

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers, as a test calls them. A field that is not there fails them, with `.not` as well. */
export interface InstantMatchers<R = void> {
  /** The run, or the field at this path, is complete. */
  toBeComplete(path?: string): R;
  /** The run, or the field at this path, has begun and grows. */
  toBeStreaming(path?: string): R;
  /** The field has this value, whole or not; an element has its text. */
  toHaveFieldValue(path: string, value: unknown): R;
}

declare global {
  // Where Vitest and Jest let other packages add to what `expect` returns.
  namespace jest {
    interface Matchers<R, T = {}> extends InstantMatchers<R> {}
  }
}

/**
 * Matchers for `expect.extend`, of Vitest and of Jest. They take what a test holds: what `useInstantStream` or
 * `renderWithStream` returned, a run, or an element that shows fields.
 *
 * @example
 * import { createInstantRun } from 'fieldwise/client';
 * import { replayRun } from 'fieldwise/testing';
 * import { matchers } from 'fieldwise/testing/matchers';
 * import { expect } from 'vitest';
 *
 * expect.extend(matchers);
 * const recording = { version: 1, text: '{"title":"Tea"}', ends: [15], atMs: [0] } as const;
 * const run = createInstantRun({ transport: replayRun(recording) });
 * await run.submit({});
 * expect(run).toBeComplete();
 * expect(run).toHaveFieldValue('title', 'Tea');
 */
export const matchers = {
  toBeComplete(this: MatcherContext, received: unknown, path?: string): MatcherResult {
    return hasStatus(this, subjectOf(received, path), 'complete');
  },
  toBeStreaming(this: MatcherContext, received: unknown, path?: string): MatcherResult {
    return hasStatus(this, subjectOf(received, path), 'streaming');
  },
  toHaveFieldValue(
    this: MatcherContext,
    received: unknown,
    path: string,
    value: unknown,
  ): MatcherResult {
    const subject = subjectOf(received, path);
    const isText = typeof subject.value === 'string';
    const expected = isText && typeof value === 'number' ? String(value) : value;
    const isSo = this.equals(subject.value, expected);
    return judge(this, subject, isSo, `have the value ${showValue(value)}`);
  },
};

function hasStatus(context: MatcherContext, subject: Subject, status: string): MatcherResult {
  return judge(context, subject, subject.status === status, `be ${status}`);
}

/** What is said of a field that does not exist is wrong, and so is its contrary: most are written wrong. */
function judge(
  context: MatcherContext,
  subject: Subject,
  isSo: boolean,
  what: string,
): MatcherResult {
  return {
    pass: subject.isThere ? isSo : context.isNot === true,
    message: () => tell(context, subject, what),
  };
}

const MOST_PATHS = 5;

function tell({ isNot = false }: MatcherContext, subject: Subject, what: string): string {
  const { name, status = 'there is no such field', value } = subject;
  const lines = [
    `expected ${name} ${isNot ? 'not ' : ''}to ${what}`,
    '',
    `  status: ${status}`,
    `  value:  ${showValue(value)}`,
  ];
  const near = value === undefined ? nearest(name, subject.paths()) : [];
  if (near.length > 0) lines.push(`  there is: ${near.join(', ')}`);
  return lines.join('\n');
}

/** The paths that begin most like the one that was looked for. */
function nearest(name: string, paths: readonly string[]): readonly string[] {
  const shared = (path: string) => {
    let at = 0;
    while (at < path.length && path[at] === name[at]) at++;
    return at;
  };
  return paths.toSorted((one, other) => shared(other) - shared(one)).slice(0, MOST_PATHS);
}
