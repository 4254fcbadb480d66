// In: a tracer, and what an observer is told. Out: one span for each response and each tool it calls, by OpenTelemetry's conventions for GenAI.
// A span is the whole of a response with all its attempts; neither prompts nor answers are written into it, nor what tools say.
// Knows nothing of exporters, contexts or models.

import { kindOf } from '../../internal/kind-of.js';
import { checkOptions } from '../check-option.js';
import { AgentError } from '../error.js';
import type { AgentObserver, Observed, ObservedCall, ObservedEnd } from '../observer.js';
import { toProviderName } from './provider-name.js';

type AttributeValue = string | number | boolean | string[];
type Attributes = Record<string, AttributeValue>;

/** What is used of a span of `@opentelemetry/api`. */
export interface TraceSpan {
  setAttributes(attributes: Attributes): unknown;
  addEvent(name: string, attributes?: Attributes): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  /** For a fallback, which is another model. */
  updateName?(name: string): unknown;
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
 * the tool's name (`gen_ai.tool.*`); one that came to nothing has its code as `error.type`. A fallback is another model:
 * the span is of the one that was asked last, and of none where what comes before a model failed.
 *
 * @throws {AgentError} `invalid-option`
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
export function createTraceObserver<Span extends TraceSpan>(
  options: TraceObserverOptions<Span>,
): AgentObserver {
  checkOptions('createTraceObserver', options, '{ tracer }', ['tracer', 'contextOf', 'attributes']);
  const { tracer, contextOf, attributes = {} } = options;
  if (typeof tracer?.startSpan !== 'function')
    throw new AgentError(
      'invalid-option',
      `createTraceObserver: \`tracer\` is ${kindOf(tracer)}. Pass trace.getTracer('my-app').`,
    );
  const responses = new Map<string, Spans<Span>>();

  function spanOf(told: Observed, name: string, own: Attributes): Span {
    const spans = responses.get(told.responseId);
    if (spans !== undefined) {
      spans.own.setAttributes(own);
      return spans.own;
    }
    const all = { ...attributes, ...describe(told), ...own };
    const begun = tracer.startSpan(name, { kind: CLIENT, attributes: all });
    responses.set(told.responseId, { own: begun, tools: new Map() });
    return begun;
  }

  return {
    onRequest(told) {
      const { id } = told.model;
      const name = id === undefined ? 'chat' : `chat ${id}`;
      const isLater = responses.has(told.responseId);
      const span = spanOf(told, name, describeCall(told));
      if (isLater) span.updateName?.(name);
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
    onError(told) {
      const { code, ownWords } = told.error;
      fail(spanOf(told, 'chat', {}), code, ownWords);
    },
    onFinish(told) {
      const own = spanOf(told, 'chat', describeEnd(told));
      const { tools } = responses.get(told.responseId) ?? {};
      responses.delete(told.responseId);
      tools?.forEach((span) => {
        fail(span, told.outcome);
        span.end();
      });
      own.end();
    },
  };
}

function fail(span: TraceSpan, type: string, message?: string): void {
  span.setAttributes({ 'error.type': type });
  span.setStatus({ code: ERROR, ...(message !== undefined && { message }) });
}

function describe({ parent, sessionId }: Observed): Attributes {
  return known({
    'gen_ai.operation.name': 'chat',
    'gen_ai.conversation.id': sessionId,
    'fieldwise.parent_run_id': parent?.runId,
  });
}

function describeCall({ request, model }: ObservedCall): Attributes {
  const { temperature, maxOutputTokens, topP, topK, seed, stopSequences } = request.options ?? {};
  const { presencePenalty, frequencyPenalty } = request.options ?? {};
  return known({
    'gen_ai.provider.name': toProviderName(model.provider),
    'gen_ai.request.model': model.id,
    'server.address': model.address?.hostname,
    'server.port': portOf(model.address),
    'gen_ai.output.type': request.schema === undefined ? 'text' : 'json',
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.max_tokens': maxOutputTokens,
    'gen_ai.request.top_p': topP,
    'gen_ai.request.top_k': topK,
    'gen_ai.request.seed': seed,
    'gen_ai.request.stop_sequences': stopSequences && [...stopSequences],
    'gen_ai.request.presence_penalty': presencePenalty,
    'gen_ai.request.frequency_penalty': frequencyPenalty,
  });
}

/** Of an address without one, that of its protocol. */
function portOf(address: URL | undefined): number | undefined {
  if (address === undefined) return undefined;
  return Number(address.port) || (address.protocol === 'https:' ? 443 : 80);
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
