// In: a tracer, and what an observer is told. Out: one span for each response, by OpenTelemetry's conventions for GenAI.
// A span is the whole of a response with all its attempts; neither prompts nor answers are written into it.
// Knows nothing of exporters, contexts or models.

import type { AgentObserver, ObservedCall, ObservedEnd } from '../observer.js';

type AttributeValue = string | number | boolean | string[];
type Attributes = Record<string, AttributeValue>;

/** What is used of a span of `@opentelemetry/api`. */
export interface TraceSpan {
  setAttributes(attributes: Attributes): unknown;
  addEvent(name: string, attributes?: Attributes): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
}

/** What is used of a tracer of `@opentelemetry/api`: `trace.getTracer('my-app')` is one. */
export interface TracerLike {
  startSpan(name: string, options?: { kind?: number; attributes?: Attributes }): TraceSpan;
}

export interface TraceObserverOptions {
  readonly tracer: TracerLike;
  /** Attributes of every span, beside those of the conventions. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`. */
const CLIENT = 2;
const ERROR = 2;

/**
 * An observer for `agent.observe()` that makes a span of each response. Its name is `chat` and the model; its attributes
 * are those of the semantic conventions for generative AI (`gen_ai.*`, `error.type`), and `fieldwise.*` for attempts,
 * the outcome and times, in milliseconds. Another attempt is an event.
 *
 * @example
 * import { createAgent } from 'fieldwise/agent';
 *
 * const names: string[] = [];
 * const span: TraceSpan = { setAttributes() {}, addEvent() {}, setStatus() {}, end() {} };
 * const tracer: TracerLike = { startSpan: (name) => (names.push(name), span) };
 * const agent = createAgent({ model: async function* () { yield 'Yes.'; } });
 * await agent.observe(createTraceObserver({ tracer })).input('Tea?').getResponse().getText();
 * names; // ['chat']
 */
export function createTraceObserver({
  tracer,
  attributes = {},
}: TraceObserverOptions): AgentObserver {
  const spans = new Map<string, TraceSpan>();
  return {
    onRequest(told) {
      const span = spans.get(told.responseId);
      const own = { ...attributes, ...describeCall(told) };
      const { id } = told.model;
      const name = id === undefined ? 'chat' : `chat ${id}`;
      // A fallback is another model; the span is of the one that was asked last.
      if (span !== undefined) span.setAttributes(own);
      else spans.set(told.responseId, tracer.startSpan(name, { kind: CLIENT, attributes: own }));
    },
    onAttempt: ({ responseId, attempt, reason }) =>
      void spans.get(responseId)?.addEvent('fieldwise.attempt', {
        'fieldwise.attempt': attempt,
        'fieldwise.reason': reason,
      }),
    onError({ responseId, error }) {
      const span = spans.get(responseId);
      span?.setAttributes({ 'error.type': error.code });
      span?.setStatus({ code: ERROR, message: error.ownWords });
    },
    onFinish(told) {
      const span = spans.get(told.responseId);
      spans.delete(told.responseId);
      span?.setAttributes(describeEnd(told));
      span?.end();
    },
  };
}

function describeCall({ request, model, parent }: ObservedCall): Attributes {
  const { temperature, maxOutputTokens, topP, topK, seed, stopSequences } = request.options ?? {};
  return known({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': model.provider,
    'gen_ai.request.model': model.id,
    'gen_ai.output.type': request.schema === undefined ? 'text' : 'json',
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.max_tokens': maxOutputTokens,
    'gen_ai.request.top_p': topP,
    'gen_ai.request.top_k': topK,
    'gen_ai.request.seed': seed,
    'gen_ai.request.stop_sequences': stopSequences && [...stopSequences],
    'fieldwise.parent_run_id': parent?.runId,
  });
}

function describeEnd({ meta, outcome }: ObservedEnd): Attributes {
  const { id, model, finishReason, attempts, totalUsage, firstTokenMs, firstFieldMs } = meta;
  return known({
    'gen_ai.response.id': id,
    'gen_ai.response.model': model,
    'gen_ai.response.finish_reasons': finishReason === undefined ? undefined : [finishReason],
    'gen_ai.usage.input_tokens': totalUsage?.inputTokens,
    'gen_ai.usage.output_tokens': totalUsage?.outputTokens,
    'fieldwise.outcome': outcome,
    'fieldwise.attempts': attempts,
    'fieldwise.first_token_ms': firstTokenMs,
    'fieldwise.first_field_ms': firstFieldMs,
  });
}

function known(attributes: Readonly<Record<string, AttributeValue | undefined>>): Attributes {
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Attributes;
}
