'use client';
// In: a run. Out: Field, List and Text that read that run and are typed by its schema.
// A path that the schema does not have, or a list that is not one, is an error while typing.
// Knows nothing that the untyped components do not do.

import type { ReactElement } from 'react';
import type { InstantRun } from '../client/index.js';
import type { Path } from '../protocol/index.js';
import type { StreamSource } from './run-context.js';
import { StructuredField } from './structured-field.js';
import type { StructuredFieldProps } from './structured-field.js';
import { StructuredList } from './structured-list.js';
import type { StructuredListProps } from './structured-list.js';
import { StructuredText } from './structured-text.js';
import type { StructuredTextProps } from './structured-text.js';

type Element = ReactElement | null;

/** The components of one stream. They need no provider. */
export interface StreamComponents<T> {
  /** {@link StructuredField} of this stream: the path is checked, `field.value` has the schema's type. */
  readonly Field: <P extends string | Path>(
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

/** Makes the components of a run; to React they are new ones, so make them once per run. */
export function bindStreamComponents<T>(run: InstantRun<T, never>): StreamComponents<T> {
  const stream: StreamSource = { run };
  const Field = (props: StructuredFieldProps) => <StructuredField {...props} stream={stream} />;
  const List = (props: StructuredListProps) => <StructuredList {...props} stream={stream} />;
  const Text = (props: StructuredTextProps) => <StructuredText {...props} stream={stream} />;
  // The typed props are the untyped ones with fewer paths allowed.
  return { Field, List, Text } as unknown as StreamComponents<T>;
}
