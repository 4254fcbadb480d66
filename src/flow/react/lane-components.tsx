'use client';
// In: a path, and the name of a lane. Out: that field of the answer in the lane, by the components that show any field.
// Without a name they are those components, so that the page of a flow needs one set.
// Knows nothing of how a field is shown.

import type { ReactElement, ReactNode } from 'react';
import { check } from '../../internal/usage-error.js';
import type { Path } from '../../protocol/index.js';
import {
  StructuredField as Field,
  StructuredList as List,
  StructuredText as Text,
  type SourceAnswer,
  type StreamSource,
  type StructuredFieldProps,
  type StructuredListProps,
  type StructuredTextProps,
} from '../../react/index.js';
import { useLaneRun, type UseLaneOptions } from './use-lane.js';

/** Which lane of which flow a component shows. */
export interface LaneChoice<T = unknown, N extends string = string> extends UseLaneOptions<T> {
  readonly lane: N;
}

export interface LaneFieldProps<
  T = unknown,
  P extends string | Path = string | Path,
  N extends string = string,
>
  extends Omit<StructuredFieldProps<T, P>, 'stream'>, LaneChoice<T, N> {}

export interface LaneListProps<
  T = unknown,
  P extends string | Path = string | Path,
  N extends string = string,
>
  extends Omit<StructuredListProps<T, P>, 'stream'>, LaneChoice<T, N> {}

export interface LaneTextProps<
  T = unknown,
  P extends string | Path = string | Path,
  N extends string = string,
>
  extends Omit<StructuredTextProps<T, P>, 'stream'>, LaneChoice<T, N> {}

type Element = ReactElement | null;

/** Said, so that a component that names a lane is none of these before its children are looked at. */
interface NoLane {
  readonly lane?: undefined;
  readonly schema?: undefined;
}

/** `StructuredField` of `fieldwise/react`. */
export interface PlainField {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredFieldProps<T, P> & NoLane,
  ): Element;
  <S extends StreamSource, P extends string | Path>(
    props: StructuredFieldProps<SourceAnswer<S>, P, S> & NoLane,
  ): Element;
  displayName?: string;
}

/** `StructuredList` of `fieldwise/react`. */
export interface PlainList {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredListProps<T, P> & NoLane,
  ): Element;
  <S extends StreamSource, P extends string | Path>(
    props: StructuredListProps<SourceAnswer<S>, P, S> & NoLane,
  ): Element;
  displayName?: string;
}

/** `StructuredText` of `fieldwise/react`. */
export interface PlainText {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredTextProps<T, P> & NoLane,
  ): Element;
  <S extends StreamSource, P extends string | Path>(
    props: StructuredTextProps<SourceAnswer<S>, P, S> & NoLane,
  ): Element;
  displayName?: string;
}

type Chosen = Partial<LaneChoice>;

function LaneField(props: Omit<StructuredFieldProps, 'stream'> & Chosen): ReactNode {
  const { lane, schema, stream, ...shown } = props;
  return <Field {...shown} {...useShown({ lane, schema, stream })} />;
}

function LaneList(props: Omit<StructuredListProps, 'stream'> & Chosen): ReactNode {
  const { lane, schema, stream, ...shown } = props;
  return <List {...shown} {...useShown({ lane, schema, stream })} />;
}

function LaneText(props: Omit<StructuredTextProps, 'stream'> & Chosen): ReactNode {
  const { lane, schema, stream, ...shown } = props;
  return <Text {...shown} {...useShown({ lane, schema, stream })} />;
}

/** The lane as the stream to read; without one the stream that was given, or none: then it is the provider's. */
function useShown({
  lane,
  schema,
  stream,
}: { readonly [K in keyof LaneChoice]: LaneChoice[K] | undefined }): {
  readonly stream?: StreamSource;
} {
  check(lane === undefined || typeof lane === 'string', 'lane', 'a string', lane);
  check(lane !== undefined || schema === undefined, 'schema', 'nothing without a lane', schema);
  const source: StreamSource | undefined = useLaneRun(lane, { stream, schema }) ?? stream;
  return source === undefined ? {} : { stream: source };
}

/**
 * Shows one field of the answer in a lane: `<StructuredField lane="plan" path="title" />`. It takes all that
 * `StructuredField` of `fieldwise/react` takes, and without a `lane` it is that component. A `schema` types the path and
 * checks the lane, as with {@link useLane}; {@link createFlowHooks} has the component typed by a flow.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * import { z } from 'zod';
 *
 * const Plan = z.object({ title: z.string(), tasks: z.array(z.string()) });
 *
 * export const Title = () => (
 *   <>
 *     <StructuredField stream={report} lane="plan" schema={Plan} path="title" as="h2" pending="…" />
 *     <StructuredField stream={report} path="title" as="h1" />
 *   </>
 * );
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredField = LaneField as PlainField & {
  // The last, because the last is whose complaint about a wrong path the compiler shows.
  <T = unknown, P extends string | Path = string | Path>(props: LaneFieldProps<T, P>): Element;
};
StructuredField.displayName = 'StructuredField';

/**
 * Shows the items of a list of the answer in a lane, as `StructuredList` of `fieldwise/react` does. Its rows are told paths:
 * what they show of the lane names it as well, or stands in a {@link Lane}.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export const Tasks = () => (
 *   <StructuredList stream={report} lane="plan" path="tasks" as="ul">
 *     {(task) => <StructuredText stream={report} lane="plan" path={task.path} as="li" />}
 *   </StructuredList>
 * );
 * ```
 */
export const StructuredList = LaneList as PlainList & {
  <T = unknown, P extends string | Path = string | Path>(props: LaneListProps<T, P>): Element;
};
StructuredList.displayName = 'StructuredList';

/**
 * Shows a string of the answer in a lane that grows, as `StructuredText` of `fieldwise/react` does: no render per piece.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * export const Note = () => <StructuredText stream={report} lane="task 7" path="text" as="p" />;
 * ```
 */
export const StructuredText = LaneText as PlainText & {
  <T = unknown, P extends string | Path = string | Path>(props: LaneTextProps<T, P>): Element;
};
StructuredText.displayName = 'StructuredText';
