'use client';
// In: the run of a hook. Out: Field, List and Text that read it, and whatever run comes after it, typed by its schema.
// A path that the schema does not have, or a list that is not one, is an error while typing.
// Knows nothing that the untyped components do not do.

import type { ReactElement } from 'react';
import type { InstantRun } from '../client/index.js';
import type { Path } from '../protocol/index.js';
import { createCurrentStream, useCurrentStream } from './current-stream.js';
import type { CurrentStream } from './current-stream.js';
import { StructuredField } from './structured-field.js';
import type { StructuredFieldProps } from './structured-field.js';
import { StructuredList } from './structured-list.js';
import type { StructuredListProps } from './structured-list.js';
import { StructuredText } from './structured-text.js';
import type { StructuredTextProps } from './structured-text.js';

type Element = ReactElement | null;

/**
 * The components of one stream. They need no provider, and stay the same for as long as the hook lives: another run is
 * shown in the elements that are there.
 */
export interface StreamComponents<T> {
  /** {@link StructuredField} of this stream: the path is checked, `field.value` has the schema's type. */
  readonly Field: <const P extends string | Path>(
    props: Omit<StructuredFieldProps<T, P>, 'stream'>,
  ) => Element;
  /** {@link StructuredList} of this stream: the path is checked to be a list, `item.at` to be inside its items. */
  readonly List: <P extends string | Path>(
    props: Omit<StructuredListProps<T, P>, 'stream'>,
  ) => Element;
  /** {@link StructuredText} of this stream: the path is checked to be a string. */
  readonly Text: <P extends string | Path>(
    props: Omit<StructuredTextProps<T, P>, 'stream'>,
  ) => Element;
}

/** Components that stay the same, to React and in the document, whatever run they show. */
export interface BoundComponents<T> {
  readonly components: StreamComponents<T>;
  /** Which run they show. */
  readonly current: CurrentStream;
}

/** Makes the components of a hook. They are other ones each time, which React would mount anew: call it once per hook. */
export function bindStreamComponents<T>(first: InstantRun<T, never>): BoundComponents<T> {
  const current = createCurrentStream(first);
  const Field = (props: StructuredFieldProps) => (
    <StructuredField {...props} stream={useCurrentStream(current, props)} />
  );
  const List = (props: StructuredListProps) => (
    <StructuredList {...props} stream={useCurrentStream(current, props)} />
  );
  const Text = (props: StructuredTextProps) => (
    <StructuredText {...props} stream={useCurrentStream(current, props)} />
  );
  // The typed props are the untyped ones with fewer paths allowed.
  const components = { Field, List, Text } as unknown as StreamComponents<T>;
  return { components, current };
}
