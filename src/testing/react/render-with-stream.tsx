// In: a component and an answer. Out: the component on the page, and the answer in the hands of the test.
// Everything is heard and rendered before a step resolves: no timers, no frames, nothing to wait for.
// Knows nothing of which fields are shown.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, type RenderOptions, type RenderResult } from '@testing-library/react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { createInstantRun, type InstantRun, type InstantTransport } from '../../client/index.js';
import { checkKinds, checkNames } from '../../internal/usage-error.js';
import type { StreamPolicies } from '../../protocol/index.js';
import { InstantStreamProvider } from '../../react/index.js';
import { splitText, type SplitOptions } from '../split-text.js';
import { createHeldStream, type StreamControls } from './held-stream.js';

/** What to render with. What else `render` of Testing Library takes (`wrapper`, `container`, …) is passed on. */
export interface RenderWithStreamOptions<T = unknown> extends Omit<RenderOptions, 'queries'> {
  /** The answer; pieces are said as they are. */
  readonly text: string | readonly string[];
  /** How a whole text is cut. @default { size: 4 } */
  readonly split?: SplitOptions;
  readonly schema?: StandardSchemaV1<unknown, T>;
  readonly policies?: StreamPolicies<T>;
  /** What is submitted. @default undefined */
  readonly input?: unknown;
  /** @default a new one, which is forgotten with the test */
  readonly queryClient?: QueryClient;
}

/** A rendered component and the stream it shows, which says nothing before it is told to. */
export interface StreamView extends RenderResult, StreamControls {}

export interface ProvidedStreamView<T = unknown> extends StreamView {
  /** The run that the fields show. */
  readonly run: InstantRun<T>;
}

/**
 * Renders a component whose fields read an answer that the test says step by step.
 *
 * A component finds the stream in the `InstantStreamProvider` around it. A function is given a `transport` instead, for
 * a component that calls `useInstantStream` itself and submits when it likes.
 *
 * @throws {UsageError} `invalid-option`, also from `say`, for no number of pieces, and from `sayUntil`, for a text that is not ahead; `invalid-source` from any step
 * before something was submitted.
 * @example
 * ```tsx no-run
 * import { StructuredField } from 'fieldwise/react';
 * import { renderWithStream } from 'fieldwise/testing/react';
 *
 * const view = await renderWithStream(<StructuredField path="title" as="h1" />, {
 *   schema: Report,
 *   text: '{"title":"Tides","score":7.5}',
 * });
 * await view.sayUntil('"title":"Ti');
 * view.getByRole('heading').textContent; // 'Ti'
 * await view.finish();
 * view.run.getSnapshot().status; // 'complete'
 * ```
 */
export function renderWithStream<T = unknown>(
  ui: ReactNode,
  options: RenderWithStreamOptions<T>,
): Promise<ProvidedStreamView<T>>;
export function renderWithStream(
  ui: (transport: InstantTransport) => ReactNode,
  options: RenderWithStreamOptions,
): Promise<StreamView>;
export async function renderWithStream(
  ui: ReactNode | ((transport: InstantTransport) => ReactNode),
  options: RenderWithStreamOptions,
): Promise<StreamView> {
  const { text, split = { size: 4 }, schema, policies, input, queryClient, ...rest } = options;
  checkKinds({ text }, 'string', 'list');
  checkNames('options', rest, RENDER);
  const held = createHeldStream(typeof text === 'string' ? splitText(text, split) : text);
  const { wrapper: Outer = Fragment, ...others } = rest;
  const client = queryClient ?? new QueryClient();
  // As a wrapper, so that `rerender` keeps it.
  const renderIn = (node: ReactNode, inside: (children: ReactNode) => ReactNode) => {
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <Outer>
        <QueryClientProvider client={client}>{inside(children)}</QueryClientProvider>
      </Outer>
    );
    return render(node, { ...others, wrapper });
  };
  if (typeof ui === 'function') {
    const view = renderIn(ui(held.transport), (children) => children);
    return Object.assign(view, controls(held));
  }
  const { transport } = held;
  const run = createInstantRun({ transport, schema, policies, scheduler: 'sync' });
  const stream = { run };
  const finished = run.submit(input);
  const view = renderIn(ui, (children) => (
    <InstantStreamProvider stream={stream}>{children}</InstantStreamProvider>
  ));
  return Object.assign(view, { run }, controls(held, finished));
}

/** What `render` of Testing Library takes. */
const RENDER = [
  'wrapper',
  'container',
  'baseElement',
  'hydrate',
  'legacyRoot',
  'reactStrictMode',
  'onCaughtError',
  'onRecoverableError',
];

/** The steps, each with everything that React makes of it. */
function controls(held: StreamControls, finished?: Promise<unknown>): StreamControls {
  const step =
    <Args extends readonly unknown[]>(work: (...args: Args) => Promise<void>, isLast = false) =>
    (...args: Args) =>
      act(async () => {
        await work(...args);
        if (isLast) await finished;
      });
  return {
    say: step(held.say),
    sayUntil: step(held.sayUntil),
    send: step(held.send),
    finish: step(held.finish, true),
    cut: step(held.cut, true),
    fail: step(held.fail, true),
    requests: held.requests,
  };
}
