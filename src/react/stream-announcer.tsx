'use client';
// In: a stream. Out: a polite word to those who do not see it, as each field is final.
// One live region for the whole answer: regions of their own would talk over one another.
// Knows nothing of what is on the screen.

import { useEffect, useInsertionEffect, useRef, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { checkKinds } from '../internal/usage-error.js';
import { matchPath } from '../protocol/index.js';
import type { CheckedPattern, Path } from '../protocol/index.js';
import { watchFinalFields, type AnnouncedField } from './final-fields.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { shownValue } from './structured-field.js';
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.js';

export interface StreamAnnouncerProps<
  T = unknown,
  Paths extends readonly string[] = readonly string[],
  S extends StreamSource = StreamSource<T>,
> {
  /** Whose fields; its schema checks `fields`. Default: the nearest provider's, which checks nothing. */
  readonly stream?: S;
  /**
   * Which fields: paths and patterns such as `items[*].title`.
   * Default: the fields of the first level.
   */
  readonly fields?: CheckedPatterns<T, Paths> | undefined;
  /**
   * What to say of a field that is final; nothing for `undefined`. Default: its name, and its value if that is short
   * (“title: Tides”, “body is complete”, “score is invalid”).
   */
  readonly announce?: ((field: AnnouncedField) => string | undefined) | undefined;
}

/** Several paths and patterns of `T`, each checked. */
type CheckedPatterns<T, Paths extends readonly string[]> = {
  readonly [K in keyof Paths]: CheckedPattern<T, Paths[K]>;
};

/** Longer values are named, not read: they are on the page. */
const MAX_SPOKEN = 100;

const SILENCE = { text: '' };

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
 * piece by piece. Fields that become final together are told in one message; one that is asked for anew when that is
 * final, one that is dropped not at all.
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
export function StreamAnnouncer<T, const Paths extends readonly string[]>(
  props: StreamAnnouncerProps<T, Paths>,
): ReactNode;
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function StreamAnnouncer<S extends StreamSource, const Paths extends readonly string[]>(
  props: StreamAnnouncerProps<SourceAnswer<S>, Paths, S>,
): ReactNode;
export function StreamAnnouncer({ stream, fields, announce }: StreamAnnouncerProps): ReactNode {
  checkKinds({ fields }, 'list', 'undefined');
  checkKinds({ announce }, 'function', 'undefined');
  const run = useRun(stream);
  const [message, setMessage] = useState(SILENCE);
  const latest = useRef({ fields, announce });
  useInsertionEffect(() => {
    latest.current = { fields, announce };
  });
  /** What was told since React last rendered: a later message must not take its place unheard. */
  const unsaid = useRef<string[]>([]);
  useIsomorphicLayoutEffect(() => {
    unsaid.current = [];
  }, [message]);
  useEffect(
    () =>
      watchFinalFields(run, {
        isWanted: (path) => isWanted(path, latest.current.fields),
        tell(final) {
          const { announce: say = defaultMessage } = latest.current;
          const said = final.map((field) => say(field) ?? '').filter((text) => text !== '');
          if (said.length === 0) return;
          unsaid.current = [...unsaid.current, ...said];
          setMessage({ text: unsaid.current.join('. ') });
        },
        begin() {
          unsaid.current = [];
          setMessage(SILENCE);
        },
      }),
    [run],
  );
  return (
    <div role="status" style={UNSEEN}>
      {message.text}
    </div>
  );
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
