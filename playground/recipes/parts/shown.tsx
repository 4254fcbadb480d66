// In: the path of a field and what to show until it is there. Out: that field: text that grows, or a value that appears.
// What a field looks like at each status is CSS on `data-status`, see styles/parts.css.

import { useCallback, useSyncExternalStore, type ReactNode } from 'react';
import { parsePath } from 'fieldwise';
import type { FieldSnapshot, RunSnapshot } from 'fieldwise/client';
import { StructuredField, StructuredText, type TextTag } from 'fieldwise/react';
import { Bone, Bones } from './bone.js';
import { useShownRun } from './run-context.js';

interface TextProps {
  path: string;
  as?: TextTag;
  className?: string;
  /** How many characters it is likely to have. */
  ch?: number;
  /** Or how many lines. */
  lines?: number;
  /** Shown when the run ended without it. Default: why it did. */
  missing?: string;
}

/** A string that grows without a render. */
export function Text({ path, as = 'span', className = '', ch = 16, lines, missing }: TextProps) {
  const pending = lines === undefined ? <Bone ch={ch} label="not yet" /> : <Bones lines={lines} />;
  return (
    <StructuredText
      path={path}
      as={as}
      className={`text ${className}`}
      pending={pending}
      missing={missing ?? <Absent path={path} />}
      {...useIssue(path)}
    />
  );
}

interface ValueProps<V> {
  path: string;
  className?: string;
  ch?: number;
  /** Shown when the run ended without it. */
  missing?: string;
  children: (value: V) => ReactNode;
}

/** A number, boolean, null or choice: it appears whole. */
export function Value<V>({ path, className = '', ch = 6, missing, children }: ValueProps<V>) {
  return (
    <StructuredField
      path={path}
      as="span"
      className={`value ${className}`}
      pending={<Bone ch={ch} label="not yet" />}
      missing={missing ?? <Absent path={path} />}
      {...useIssue(path)}
    >
      {({ value, status, isRetrying }) => {
        if (value === undefined) return null;
        // Until another one is there, what does not fit stands as it was written.
        return status === 'invalid' || isRetrying ? JSON.stringify(value) : children(value as V);
      }}
    </StructuredField>
  );
}

/** What is wrong with a field, for the words that CSS writes after it. Renders when the field becomes invalid. */
function useIssue(path: string): { 'data-issue'?: string } {
  const run = useShownRun();
  const issue = useSyncExternalStore(
    useCallback((onChange: () => void) => run.subscribeField(path, onChange), [run, path]),
    () => ownIssue(run.getField(path)),
  );
  return issue === undefined ? {} : { 'data-issue': issue };
}

function ownIssue({ path, issues }: FieldSnapshot): string | undefined {
  return issues.find((issue) => issue.path === path)?.message;
}

/** What is wrong with a list or a group as a whole. */
export function Complaint({ path }: { path: string }) {
  const issue = useIssue(path)['data-issue'];
  return issue === undefined ? null : <p className="complaint">{issue}</p>;
}

/** Why a field is not there: the model closed what should hold it, or its text never came. */
function Absent({ path }: { path: string }) {
  const run = useShownRun();
  const isAnswered = useSyncExternalStore(run.subscribe, () => {
    const { isComplete, status } = run.getField(parsePath(path).slice(0, -1));
    return isComplete || status === 'invalid' || hasEnded(run.getSnapshot());
  });
  return isAnswered ? 'not sent' : 'not received';
}

/** Whether the model ended the answer; a reader's stop or a broken network does not. */
function hasEnded({ status, error }: RunSnapshot): boolean {
  return status === 'complete' || error?.kind === 'truncated' || error?.kind === 'validation';
}

/** A text that was cut off or is invalid says so itself; a group has no words of its own. */
const inWords = (field: FieldSnapshot) => {
  if (typeof field.value !== 'object') return null;
  if (field.status === 'incomplete') return <span className="sr-only">cut off</span>;
  const issue = ownIssue(field);
  return issue === undefined ? null : <span className="sr-only">{issue}</span>;
};

/** The quiet mark beside a field or a group of fields: an open ring, a beating dot, a tick, a broken ring. */
export function Tick({ path }: { path: string }) {
  return (
    <StructuredField path={path} as="span" className="tick">
      {inWords}
    </StructuredField>
  );
}
