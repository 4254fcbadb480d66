// In: a run whose answer does not fit its schema. Out: what does not fit, each with a button that asks for that field anew.
// Whoever pressed it goes on at the answer when the field fits, because the button goes with what was wrong.
// Knows nothing of how a second answer is read.

import { useLayoutEffect, useRef } from 'react';
import type { FieldIssue } from 'fieldwise';
import { useFieldState, type InstantStream } from 'fieldwise/react';
import type { RunInput } from '../shared/run-input.js';
import { nameOf } from './describe-status.js';

interface MisfitsProps {
  issues: readonly FieldIssue[];
  stream: InstantStream<unknown, RunInput>;
}

const MAX_ISSUES = 5;

export function Misfits({ issues, stream }: MisfitsProps) {
  return (
    <ul className="misfits" aria-label="What does not fit">
      {issues.slice(0, MAX_ISSUES).map((issue) => (
        <Misfit key={`${issue.path} ${issue.message}`} issue={issue} stream={stream} />
      ))}
      {issues.length > MAX_ISSUES ? <li>and {issues.length - MAX_ISSUES} more</li> : null}
    </ul>
  );
}

interface MisfitProps {
  issue: FieldIssue;
  stream: InstantStream<unknown, RunInput>;
}

function Misfit({ issue: { path, message }, stream }: MisfitProps) {
  const { isRetrying, error, retry } = useFieldState(path, stream);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (document.activeElement !== own) return;
      document.getElementById('answer')?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <li className="misfit">
      <span>
        <code>{nameOf(path)}</code> {message}
      </span>
      <button
        ref={button}
        type="button"
        className="misfit-retry"
        aria-disabled={isRetrying}
        onClick={() => {
          if (!isRetrying) void retry();
        }}
      >
        {isRetrying ? 'Asking again' : 'Ask again'}
        <span className="sr-only"> for {nameOf(path)}</span>
      </button>
      <span className="misfit-error" aria-live="polite">
        {error?.message}
      </span>
    </li>
  );
}
