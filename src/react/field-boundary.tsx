'use client';
// In: a field, and what renders it. Out: the same; when that throws, a fallback that has the field's last good value.
// Tries again by itself whenever the field changes or the run restarts.
// Knows nothing of why something was thrown.

import { Component } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { FieldAt, InstantRun } from '../client/index.js';
import { checkKinds } from '../internal/usage-error.js';
import type { CheckedPath, Path } from '../protocol/index.js';
import { createLastGood } from './last-good.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { pathText } from './use-field.js';

/** What is known when a field could not be shown. */
export interface FieldFailure<V = unknown> {
  /** What was thrown: by `useFieldValue`, or by whatever renders the field. */
  readonly error: unknown;
  /**
   * The field's last value that nothing was thrown at: of this run or, while this one has none, of the one before. Of a
   * field that its schema refused, the last one that was complete.
   */
  readonly value: V | undefined;
  /** Submits the run's last input again; the children are shown again with it. */
  readonly retry: () => void;
  /** Asks for this field alone anew; the rest of the answer stays. */
  readonly retryField: () => void;
  /** Shows the children again with what is there. */
  readonly reset: () => void;
}

export interface FieldBoundaryProps<
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
> {
  /** The field that the children show. With a `stream` the written path is checked by its schema. */
  readonly path: CheckedPath<T, P>;
  readonly children?: ReactNode;
  /** Shown instead of the children when they threw. */
  readonly fallback: (failure: FieldFailure<FieldAt<T, P>['value']>) => ReactNode;
  /** The stream to read; its schema types `path` and `value`. Default: the nearest provider's, which types nothing. */
  readonly stream?: S;
}

interface BoundaryProps {
  readonly run: InstantRun<unknown, never>;
  readonly path: string;
  readonly fallback: (failure: FieldFailure) => ReactNode;
  readonly children?: ReactNode;
}

interface BoundaryState {
  readonly caught?: { readonly error: unknown } | undefined;
}

const FINE: BoundaryState = { caught: undefined };

/** A class, because React has no other error boundaries. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = FINE;
  #good = createLastGood();
  #leave: (() => void) | undefined;

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { caught: { error } };
  }

  constructor(props: BoundaryProps) {
    super(props);
    this.#good.see(props.run.getField(props.path));
  }

  override componentDidMount(): void {
    this.#watch();
  }

  override componentDidUpdate({ run, path }: BoundaryProps): void {
    if (run === this.props.run && path === this.props.path) return;
    this.#leave?.();
    this.#good = createLastGood();
    this.#watch();
    this.#reset();
  }

  override componentWillUnmount(): void {
    this.#leave?.();
  }

  override render(): ReactNode {
    const { caught } = this.state;
    const { children, fallback } = this.props;
    if (!caught) return children;
    const { error } = caught;
    const value = this.#good.valueDespite(error);
    return fallback({
      error,
      value,
      retry: this.#retry,
      retryField: this.#retryField,
      reset: this.#reset,
    });
  }

  #watch(): void {
    const { run, path } = this.props;
    const onChange = () => {
      this.#reset();
      this.#good.see(run.getField(path));
    };
    this.#good.see(run.getField(path));
    let { runId } = run.getSnapshot();
    const leaveField = run.subscribeField(path, onChange);
    // A restart that leaves this field as it was may have changed another one that the children read.
    const leaveRun = run.subscribe(() => {
      if (run.getSnapshot().runId === runId) return;
      ({ runId } = run.getSnapshot());
      this.#reset();
    });
    this.#leave = () => {
      leaveField();
      leaveRun();
    };
  }

  readonly #retry = (): void => void this.props.run.retry();

  readonly #retryField = (): void => void this.props.run.retryField(this.props.path);

  readonly #reset = (): void => {
    const { caught } = this.state;
    if (!caught) return;
    this.#good.forgive(caught.error);
    this.setState(FINE);
  };
}

function BoundaryOfField({ path, stream, ...props }: FieldBoundaryProps): ReactNode {
  checkKinds({ fallback: props.fallback }, 'function');
  return <Boundary {...props} run={useRun(stream)} path={pathText(path)} />;
}

/**
 * Catches what rendering one field throws: `useFieldValue` that cannot have it, or a renderer that its value broke. The
 * rest of the page goes on. The fallback is given the error and the field's last good value; the children are tried
 * again when the field changes and when the run restarts. On a server React knows no such boundaries: there the nearest
 * `<Suspense>` is left to the browser.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * function Score() {
 *   return <Meter value={useFieldValue('score', report)} />;
 * }
 * export const SafeScore = () => (
 *   <FieldBoundary
 *     path="score"
 *     stream={report}
 *     fallback={({ value, retry }) => <button onClick={retry}>{value ?? '?'}, try again</button>}
 *   >
 *     <Score />
 *   </FieldBoundary>
 * );
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const FieldBoundary = BoundaryOfField as unknown as {
  <T = unknown, const P extends string | Path = string | Path>(
    props: FieldBoundaryProps<T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <S extends StreamSource, const P extends string | Path>(
    props: FieldBoundaryProps<SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
FieldBoundary.displayName = 'FieldBoundary';
