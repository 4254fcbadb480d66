'use client';
// In: the path of a string. Out: one element, from slot to end, whose text is appended to the DOM without React.
// React renders it when the field's status changes: at its first byte, at its end, at a reset.
// Knows nothing of other fields.

import { memo, useRef, useState } from 'react';
import type { HTMLAttributes, ReactElement, ReactNode } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import { checkKinds } from '../internal/usage-error.js';
import type { FieldStatus, Path } from '../protocol/index.js';
import { fieldAttributes, standInOf, type StandIn } from './field-attributes.js';
import { useFollowField } from './follow-field.js';
import { asRendered } from './hydratable-run.js';
import { mirrorText } from './mirror-text.js';
import type { TextPace } from './pace-text.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { shownValue } from './structured-field.js';
import type { TextPath } from './typed-path.js';
import { pathText, useStreamPart } from './use-field.js';
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.js';

/** The tag names whose content may be text. */
export type TextTag = Extract<
  keyof HTMLElementTagNameMap,
  | 'span'
  | 'p'
  | 'div'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'li'
  | 'dt'
  | 'dd'
  | 'td'
  | 'th'
  | 'em'
  | 'strong'
  | 'b'
  | 'i'
  | 'small'
  | 'code'
  | 'pre'
  | 'q'
  | 'blockquote'
  | 'figcaption'
  | 'caption'
  | 'label'
  | 'output'
  | 'cite'
>;

export interface StructuredTextProps<
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
> extends Omit<HTMLAttributes<HTMLElement>, 'children'> {
  /** The string to show. With a `stream`, its schema has a string there. */
  readonly path: TextPath<T, P>;
  /** The element that holds the text, and `data-field`, `data-status` and `aria-busy`. Default: `span`. */
  readonly as?: TextTag;
  /** Evens out the bursts in which text arrives: `paceText('word')`, made once. Default: text is shown as it comes. */
  readonly pace?: TextPace;
  /** Shown inside the element until the first byte; never after the run has ended. */
  readonly pending?: ReactNode;
  /** Shown inside the element when the run ended, or the parent closed, without the string. Default: nothing. */
  readonly missing?: ReactNode;
  /** The stream to read; its schema types `path`. Default: the nearest provider's, which types nothing. */
  readonly stream?: S;
}

function StreamedText({
  path,
  as = 'span',
  pace,
  pending,
  missing,
  stream,
  ...rest
}: StructuredTextProps): ReactNode {
  checkKinds({ pace }, 'function', 'undefined');
  const text = pathText(path);
  const [stands, run] = useStreamPart(stream, text, standing);
  const [status, standIn] = readStanding(stands);
  const slot =
    standIn !== undefined
      ? undefined
      : status === 'pending'
        ? pending
        : status === 'missing'
          ? missing
          : undefined;
  const isText = slot === undefined;
  const ref = useRef<HTMLElement>(null);
  const follow = useFollowField();
  // React is given the text of the first render for ever: a child that never changes is one it never touches again.
  const [initial] = useState(() => shownValue(asRendered(run).getField(text).value));
  useIsomorphicLayoutEffect(() => {
    if (isText && ref.current) return mirrorText(ref.current, run, text, follow, pace);
    return undefined;
    // `as`, because another tag is another element.
  }, [as, isText, run, text, follow, pace]);
  // Every TextTag takes the same attributes; a union of tags is more than JSX can resolve.
  const Element = as as 'span';
  return (
    <Element {...rest} {...fieldAttributes(text, status, standIn, run.lane)} ref={ref}>
      {isText ? initial : slotChild(slot, initial)}
    </Element>
  );
}

/**
 * The slot, as a child that differs from `initial`, so that React puts the one in the place of the other. Text stays
 * text, which is set without regard to the nodes it replaces: translators put others there.
 */
function slotChild(slot: ReactNode, initial: string): ReactNode {
  return typeof slot === 'string' && slot !== initial ? slot : <>{slot}</>;
}

/** Status and stand-in as one text, which compares by value. */
const standing = (field: FieldSnapshot) => `${field.status} ${standInOf(field) ?? ''}`;

function readStanding(text: string): [FieldStatus, StandIn | undefined] {
  const [status, standIn] = text.split(' ');
  return [status as FieldStatus, (standIn || undefined) as StandIn | undefined];
}

/**
 * Shows a string that grows, by appending to one DOM text node: no React render per delta, the reader's selection
 * stays, and nothing is announced while it is written (`aria-busy` until final).
 *
 * @example
 * ```tsx
 * export const Body = () => <StructuredText path="body" as="p" pending="…" />;
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredText = memo(StreamedText) as unknown as {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredTextProps<T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <S extends StreamSource, P extends string | Path>(
    props: StructuredTextProps<SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
StructuredText.displayName = 'StructuredText';
