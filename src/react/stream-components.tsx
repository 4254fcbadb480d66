'use client';
// In: a run. Out: Field, List and Text that read that run and are typed by its schema.
// A path that the schema does not have, or a list that is not one, is an error while typing.
// Knows nothing that the untyped components do not do.

import type { ReactElement, ReactNode } from 'react';
import type { InstantRun } from '../client/index.js';
import type { FieldPath, FieldValue, Streaming } from '../protocol/index.js';
import { StructuredField } from './structured-field.js';
import type { StructuredFieldProps } from './structured-field.js';
import { StructuredList } from './structured-list.js';
import type { StructuredListProps } from './structured-list.js';
import { StructuredText } from './structured-text.js';
import type { StructuredTextProps } from './structured-text.js';

type Element = ReactElement | null;

/** `P` when `T` has a list there. */
type ListPath<T, P extends string> =
  NonNullable<FieldValue<T, P>> extends readonly unknown[]
    ? P
    : unknown extends FieldValue<T, P>
      ? P
      : never;

type ItemOf<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : unknown;

type Below<Parent extends string, P extends string> = P extends ''
  ? Parent
  : P extends `[${string}`
    ? `${Parent}${P}`
    : `${Parent}.${P}`;

/** One item of a typed list: its paths are paths of the whole answer. */
export interface TypedListItem<Item, ItemPath extends string> {
  readonly path: ItemPath;
  readonly index: number;
  /** A path inside the item: `item.at('title')` is `items[0].title`. */
  at<P extends FieldPath<Item>>(path: P): Below<ItemPath, P>;
}

/** The components of one stream. They need no provider. */
export interface StreamComponents<T> {
  /** {@link StructuredField} of this stream: the path is checked, `field.value` has the schema's type. */
  readonly Field: <P extends FieldPath<T>>(
    props: Omit<StructuredFieldProps<Streaming<FieldValue<T, P>>>, 'path' | 'stream'> & {
      readonly path: P;
    },
  ) => Element;
  /** {@link StructuredList} of this stream: the path is checked to be a list, `item.at` to be inside its items. */
  readonly List: <P extends FieldPath<T>>(
    props: Omit<StructuredListProps, 'path' | 'stream' | 'children'> & {
      readonly path: ListPath<T, P>;
      readonly children: (
        item: TypedListItem<ItemOf<FieldValue<T, P>>, `${P}[${number}]`>,
        index: number,
      ) => ReactNode;
    },
  ) => Element;
  /** {@link StructuredText} of this stream: the path is checked. */
  readonly Text: (
    props: Omit<StructuredTextProps, 'path' | 'stream'> & { readonly path: FieldPath<T> },
  ) => Element;
}

/** Makes the components of a run; to React they are new ones, so make them once per run. */
export function bindStreamComponents<T>(run: InstantRun<T, never>): StreamComponents<T> {
  const stream = { run };
  const Field = (props: StructuredFieldProps) => <StructuredField {...props} stream={stream} />;
  const List = (props: StructuredListProps) => <StructuredList {...props} stream={stream} />;
  const Text = (props: StructuredTextProps) => <StructuredText {...props} stream={stream} />;
  // The typed props are the untyped ones with fewer paths allowed.
  return { Field, List, Text } as unknown as StreamComponents<T>;
}
