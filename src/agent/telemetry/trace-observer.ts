// In: a tracer, and what an observer is told. Out: one span for each response and each tool it calls, by OpenTelemetry's conventions for GenAI.
// A span is the whole of a response with all its attempts; neither prompts nor answers are written into it, nor what tools say.
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
export interface TracerLike<Span extends TraceSpan = TraceSpan> {
  startSpan(
    name: string,
    options?: { kind?: number; attributes?: Attributes },
    context?: unknown,
  ): Span;
}

export interface TraceObserverOptions<Span extends TraceSpan = TraceSpan> {
  readonly tracer: TracerLike<Span>;
  /**
   * Makes the context of what happens in a span: `(span) => trace.setSpan(context.active(), span)`. With it the spans of
   * tools are children of their response's. @default none; they are beside it
   */
  readonly contextOf?: ((span: Span) => unknown) | undefined;
  /** Attributes of every span, beside those of the conventions. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** `SpanKind.INTERNAL`, `SpanKind.CLIENT` and `SpanStatusCode.ERROR`. */
const INTERNAL = 0;
const CLIENT = 2;
const ERROR = 2;

/** Of a response: its own, and those of its tools that are under way. */
interface Spans<Span> {
  readonly own: Span;
  readonly tools: Map<string, Span>;
}

/**
 * An observer for `agent.observe()` that makes a span of each response. Its name is `chat` and the model; its attributes
 * are those of the semantic conventions for generative AI (`gen_ai.*`, `error.type`), and `fieldwise.*` for attempts,
 * the outcome and times, in milliseconds. Another attempt is an event. Each call of a tool is a span `execute_tool` with
 * the tool's name (`gen_ai.tool.*`); one that came to nothing has its code as `error.type`.
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
export function createTraceObserver<Span extends TraceSpan>({
  tracer,
  attributes = {},
  contextOf,
}: TraceObserverOptions<Span>): AgentObserver {
  const responses = new Map<string, Spans<Span>>();

  return {
    onRequest(told) {
      const span = responses.get(told.responseId)?.own;
      const own = { ...attributes, ...describeCall(told) };
      const { id } = told.model;
      const name = id === undefined ? 'chat' : `chat ${id}`;
      // A fallback is another model; the span is of the one that was asked last.
      if (span !== undefined) span.setAttributes(own);
      else {
        const started = tracer.startSpan(name, { kind: CLIENT, attributes: own });
        responses.set(told.responseId, { own: started, tools: new Map() });
      }
    },
    onAttempt: ({ responseId, attempt, reason, missing }) =>
      void responses.get(responseId)?.own.addEvent('fieldwise.attempt', {
        'fieldwise.attempt': attempt,
        'fieldwise.reason': reason,
        'fieldwise.missing': [...missing],
      }),
    onTool({ responseId, event }) {
      const { own, tools } = responses.get(responseId) ?? {};
      const { callId, toolName, phase } = event;
      const span =
        tools?.get(callId) ??
        tracer.startSpan(
          `execute_tool ${toolName}`,
          {
            kind: INTERNAL,
            attributes: {
              ...attributes,
              'gen_ai.operation.name': 'execute_tool',
              'gen_ai.tool.name': toolName,
              'gen_ai.tool.call.id': callId,
              'gen_ai.tool.type': 'function',
            },
          },
          own && contextOf?.(own),
        );
      tools?.set(callId, span);
      if (phase === 'error') fail(span, event.code);
      if (phase !== 'call') {
        tools?.delete(callId);
        span.end();
      }
    },
    onError: ({ responseId, error }) =>
      fail(responses.get(responseId)?.own, error.code, error.ownWords),
    onFinish(told) {
      const { own, tools } = responses.get(told.responseId) ?? {};
      responses.delete(told.responseId);
      tools?.forEach((span) => {
        fail(span, told.outcome);
        span.end();
      });
      own?.setAttributes(describeEnd(told));
      own?.end();
    },
  };
}

function fail(span: TraceSpan | undefined, type: string, message?: string): void {
  span?.setAttributes({ 'error.type': type });
  span?.setStatus({ code: ERROR, ...(message !== undefined && { message }) });
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
