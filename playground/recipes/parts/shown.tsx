// In: the path of a field and what to show until it is there. Out: that field: text that grows, or a value that appears.
// What a field looks like at each status is CSS on `data-status`, see styles/parts.css.

import type { ReactNode } from 'react';
import type { FieldSnapshot } from 'fieldwise/client';
import { StructuredField, StructuredText, type TextTag } from 'fieldwise/react';
import { Bone, Bones } from './bone.js';

interface TextProps {
  path: string;
  as?: TextTag;
  className?: string;
  /** How many characters it is likely to have. */
  ch?: number;
  /** Or how many lines. */
  lines?: number;
  /** Shown when the run ended without it. */
  missing?: string;
}

/** A string that grows without a render. */
export function Text({
  path,
  as = 'span',
  className = '',
  ch = 16,
  lines,
  missing = 'not sent',
}: TextProps) {
  const pending = lines === undefined ? <Bone ch={ch} label="not yet" /> : <Bones lines={lines} />;
  return (
    <StructuredText
      path={path}
      as={as}
      className={`text ${className}`}
      pending={pending}
      missing={missing}
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
export function Value<V>({
  path,
  className = '',
  ch = 6,
  missing = 'not sent',
  children,
}: ValueProps<V>) {
  return (
    <StructuredField<V>
      path={path}
      as="span"
      className={`value ${className}`}
      pending={<Bone ch={ch} label="not yet" />}
      missing={missing}
    >
      {({ value }) => (value === undefined ? null : children(value))}
    </StructuredField>
  );
}

/** A text that was cut off says so itself; a group has no words of its own. */
const inWords = ({ value, status }: FieldSnapshot) =>
  status === 'incomplete' && typeof value === 'object' ? (
    <span className="sr-only">cut off</span>
  ) : null;

/** The quiet mark beside a field or a group of fields: an open ring, a beating dot, a tick, a broken ring. */
export function Tick({ path }: { path: string }) {
  return (
    <StructuredField path={path} as="span" className="tick">
      {inWords}
    </StructuredField>
  );
}
