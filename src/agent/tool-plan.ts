// In: tools, and what a model writes that was asked what it would call. Out: the question, and the calls, told as if it had made them.
// For models that cannot call tools: the plan is an answer like any other, read while it is written.
// Knows nothing of how tools are called, or of what is asked in the end.

import {
  createInstantParser,
  isFieldEvent,
  type FieldEvent,
  type InstantEvent,
  type InstantParser,
  type JsonLimits,
} from '../protocol/index.js';
import { getOwn } from '../internal/own.js';
import { isBeyondLimit } from './beyond-limit.js';
import { createJsonWriter, type JsonWriter } from './json-writer.js';
import type { ModelCall } from './model-call.js';
import type { ModelMessage } from './model.js';
import { planExceeded } from './round-ends.js';
import type { Round, ToldInRound } from './tool-round.js';
import { toModelTools, type ToolSlot } from './tool-slot.js';

/** Asks what to call next, or whether to answer. */
export function askForPlan(
  messages: readonly ModelMessage[],
  slot: ToolSlot,
): readonly ModelMessage[] {
  const tools = toModelTools(slot).map(({ name, description = '', inputSchema }) =>
    `- ${name}: ${description}\n  Input, as JSON Schema: ${JSON.stringify(inputSchema)}`.replace(
      ': \n',
      ':\n',
    ),
  );
  return addToLast(
    messages,
    '## Tools\n\nYou can call tools before you answer:\n\n' +
      `${tools.join('\n')}\n\n` +
      'Do not answer yet. Write one JSON object and nothing else: {"calls":[{"tool":"…","input":{…}}]} with the calls ' +
      'whose results you need now. They are made at the same time, and you are told what they return. ' +
      'Write {"calls":[]} when you can answer with what you know.',
  );
}

/** Asks for the answer, after tools were called. */
export function askForAnswer(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return addToLast(messages, 'Now answer the request, in the form it asks for.');
}

/** Some providers take no two messages of one role in a row. */
function addToLast(messages: readonly ModelMessage[], text: string): readonly ModelMessage[] {
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages, { role: 'user', content: text }];
  const content = last.content === '' ? text : `${last.content}\n\n${text}`;
  return [...messages.slice(0, -1), { ...last, content }];
}

/** One call as it is being planned. */
interface PlannedCall {
  readonly writer: JsonWriter;
  readonly callId: string;
  toolName: string | undefined;
  /** Of an input that comes before its tool's name. */
  waiting: string;
  /** The input as it was told of. */
  written: string;
  isClosed: boolean;
}

const PLAN = { kind: 'object', keys: new Set(['calls']) } as const;
/** `{"calls":[{"input":…}]}`: an input may be as deep as one that is not planned. */
const LEVELS = 3;

function ofPlan({ maxDepth, ...limits }: JsonLimits = {}): JsonLimits {
  return maxDepth === undefined ? limits : { ...limits, maxDepth: maxDepth + LEVELS };
}

/** The chunks of a model that writes a plan. What is no plan calls nothing; one beyond a limit may be one, and ends the response. */
export async function* listenToPlan(
  call: ModelCall,
  round: Round,
): AsyncGenerator<ToldInRound, void> {
  const parser = createInstantParser({ expects: PLAN, limits: ofPlan(round.limits) });
  const calls = new Map<number, PlannedCall>();
  for (;;) {
    const { done, value } = await call.next();
    if (done === true) break;
    const chunk = value;
    if (typeof chunk !== 'string') {
      // A plan is told again in words, and what it was thought with is not.
      if (chunk?.type !== 'thought') yield chunk as ToldInRound;
    } else yield* tellAll(parser.feed(chunk), calls, round);
    if (round.isOverrun) return;
    if (isExceeded(parser, round)) return;
  }
  yield* tellAll(parser.end(), calls, round);
  if (isExceeded(parser, round) || parser.error !== undefined) return;
  const planned: unknown = getOwn(parser.value, 'calls');
  for (const [at, each] of (Array.isArray(planned) ? planned : []).entries()) {
    if (round.isOverrun) return;
    const call = callAt(calls, at);
    // Of one that nothing was told of there is nothing to answer.
    if (!call.isClosed && call.written === '') continue;
    const { callId, toolName = '' } = call;
    round.add({ type: 'tool-call', callId, toolName, input: inputOf(call, getOwn(each, 'input')) });
  }
}

function isExceeded({ error }: InstantParser, round: Round): boolean {
  if (error !== undefined && isBeyondLimit(error)) round.fault = planExceeded(error);
  return round.fault !== undefined;
}

/** Models forget brackets at the end. A call whose input is whole without them is meant; of any other they hear that it is cut off. */
function inputOf({ isClosed, writer, written }: PlannedCall, planned: unknown): string {
  const value = planned ?? undefined;
  // Keys that are numbers come first in an object, wherever the model wrote them.
  if (writer.isWhole && value !== undefined) return written;
  const text = JSON.stringify(value ?? {});
  if (isClosed) return text;
  return writer.isLost ? text.slice(0, -1) : written;
}

function* tellAll(
  events: readonly InstantEvent[],
  calls: Map<number, PlannedCall>,
  round: Round,
): Iterable<ToldInRound> {
  for (const event of events) {
    const told = isFieldEvent(event) ? tell(event, calls, round) : [];
    if (round.isOverrun) return;
    yield* told;
  }
}

function tell(event: FieldEvent, calls: Map<number, PlannedCall>, round: Round) {
  const [root, at, key, ...path] = event.segments;
  if (root !== 'calls' || typeof at !== 'number') return [];
  const call = callAt(calls, at);
  call.isClosed ||= key === undefined && event.isComplete;
  if (key === 'tool' && path.length === 0 && event.type === 'done') {
    call.toolName ??= String(event.value);
  } else if (key === 'input') {
    const text = call.writer.write(event, path);
    call.waiting += text;
    call.written += text;
  }
  if (call.toolName === undefined) return [];
  const text = call.waiting;
  call.waiting = '';
  return round.inputOf(call.callId, call.toolName).feed(text);
}

function callAt(calls: Map<number, PlannedCall>, at: number): PlannedCall {
  let call = calls.get(at);
  if (call === undefined) {
    const callId = crypto.randomUUID();
    call = {
      writer: createJsonWriter(),
      callId,
      toolName: undefined,
      waiting: '',
      written: '',
      isClosed: false,
    };
    calls.set(at, call);
  }
  return call;
}
