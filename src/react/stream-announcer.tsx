'use client';
// In: a stream. Out: a polite word to those who do not see it, as each field is final.
// One live region for the whole answer: regions of their own would talk over one another.
// Knows nothing of what is on the screen.

import { useEffect, useInsertionEffect, useRef, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { isFieldEvent, matchPath } from '../protocol/index.js';
import type { FieldIssue, InstantEvent, Path } from '../protocol/index.js';
import { useRun } from './run-context.js';
import type { StreamSource } from './run-context.js';
import { shownValue } from './structured-field.js';

/** A field that is final. */
export interface AnnouncedField {
  readonly path: string;
  readonly value: unknown;
  /** Why it is not what the schema asks for; empty when it is. */
  readonly issues: readonly FieldIssue[];
}

export interface StreamAnnouncerProps {
  /** Whose fields. Default: the nearest provider's. */
  readonly stream?: StreamSource;
  /**
   * Which fields: paths and patterns such as `items[*].title`.
   * Default: the fields of the first level.
   */
  readonly fields?: readonly string[] | undefined;
  /**
   * What to say of a field that is final; nothing for `undefined`. Default: its name, and its value if that is short
   * (“title: Tides”, “body is complete”, “score is invalid”).
   */
  readonly announce?: ((field: AnnouncedField) => string | undefined) | undefined;
}

/** Longer values are named, not read: they are on the page. */
const MAX_SPOKEN = 100;

/** Present for assistive technology, and nowhere on the screen. */
const UNSEEN: CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};

/**
 * Tells screen readers of each field once it is final, politely, and of nothing before: what grows is never read out
 * piece by piece. Fields that become final together are told in one message.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * export const Announcements = () => (
 *   <StreamAnnouncer
 *     stream={report}
 *     fields={['title', 'items[*].title']}
 *     announce={({ path, value }) => `${path}: ${String(value)}`}
 *   />
 * );
 * ```
 */
export function StreamAnnouncer({ stream, fields, announce }: StreamAnnouncerProps): ReactNode {
  const run = useRun(stream);
  const [message, setMessage] = useState('');
  const latest = useRef({ fields, announce });
  useInsertionEffect(() => {
    latest.current = { fields, announce };
  });
  useEffect(() => {
    let due: string[] = [];
    const leaveEvents = run.onEvent((event) => {
      const said = messageOf(event, latest.current);
      if (said) due.push(said);
    });
    const leaveRun = run.subscribe(() => {
      const { status } = run.getSnapshot();
      if (status === 'connecting' || status === 'idle') due = [''];
      if (due.length > 0) setMessage(due.join('. '));
      due = [];
    });
    return () => {
      leaveEvents();
      leaveRun();
    };
  }, [run]);
  return (
    <div role="status" style={UNSEEN}>
      {message}
    </div>
  );
}

function messageOf(
  event: InstantEvent,
  { fields, announce = defaultMessage }: Pick<StreamAnnouncerProps, 'fields' | 'announce'>,
): string | undefined {
  if (!isFieldEvent(event) || (event.type !== 'done' && event.type !== 'invalid')) return undefined;
  if (!isWanted(event.segments, fields)) return undefined;
  const { path, value } = event;
  return announce({ path, value, issues: event.type === 'invalid' ? event.issues : [] });
}

function isWanted(path: Path, fields: readonly string[] | undefined): boolean {
  return fields ? fields.some((pattern) => matchPath(pattern, path)) : path.length === 1;
}

function defaultMessage({ path, value, issues }: AnnouncedField): string {
  const name = nameOf(path);
  if (issues.length > 0) return `${name} is invalid`;
  const text = typeof value === 'object' ? '' : shownValue(value);
  return text === '' || text.length > MAX_SPOKEN ? `${name} is complete` : `${name}: ${text}`;
}

/** `authorName` is read as “author name”, `items[0].title` as “items 1 title”. */
function nameOf(path: string): string {
  return path
    .replaceAll(/\[(\d+)\]/g, (_, index: string) => ` ${Number(index) + 1}`)
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
