// In: what an agent's requests share, and what one of them holds. Out: that request, and from it others.
// A slot is a copy, a request is frozen: nothing can change one behind its back.
// Knows nothing of how prompts are written or answers read.

import { kindOf } from '../internal/kind-of.js';
import type { AgentRequest, SlotOptions } from './agent-request.js';
import type { FinallyHandler } from './agent-response.js';
import { toAttachment, type Attachment } from './attachment.js';
import { keepMessages } from './chat-message.js';
import { checkHandler, checkNamed, checkOptions, checkSignal } from './check-option.js';
import { createFunction } from './create-function.js';
import { checkKeys, createResponse } from './create-response.js';
import { joinSession } from './join-session.js';
import { AgentError } from './error.js';
import type { RunTarget } from './call-line.js';
import type { ModelMessage, ModelOptions } from './model.js';
import { ModelRun } from './model-run.js';
import { createWatch } from './observe-run.js';
import { checkObserver, type AgentObserver } from './observer.js';
import { checkParent } from './parent-run.js';
import type { OpenModel } from './open-model.js';
import type { Output, Outputs } from './output.js';
import {
  checkTitles,
  isRole,
  isSilent,
  renderMessages,
  renderText,
  type PromptSlots,
  type Roles,
} from './prompt.js';
import { toSavedPrompt } from './saved-prompt.js';
import { askedBy, withSaid } from './session-slots.js';
import type { ChatSource } from './session.js';
import { checkTries, TRY_OPTIONS, withDefaults, type TryOptions } from './run-options.js';
import {
  addValue,
  fill,
  keepData,
  keepProse,
  type Mappings,
  type PromptValue,
} from './slot-value.js';
import { hasTools, setTools, type ToolSlot } from './tool-slot.js';
import type { ValueSlot } from './value-slots.js';

/** What all requests of an agent share. */
export interface AgentCore {
  /** The model, and those behind it. */
  readonly models: readonly [OpenModel, ...OpenModel[]];
  readonly outputs: Outputs;
  readonly tries: TryOptions;
}

/** What one request holds. */
export interface RequestState {
  readonly slots: PromptSlots;
  readonly requirement: Output | undefined;
  readonly finallyHandlers: readonly FinallyHandler[];
  readonly tools?: ToolSlot | undefined;
  /** The conversation it is part of. */
  readonly session?: ChatSource | undefined;
  readonly observers?: readonly AgentObserver[] | undefined;
}

/** `T` is what the requirement's schema makes of an answer, or `string`; whoever calls this sees to it. */
export function createRequest<T>(core: AgentCore, state: RequestState): AgentRequest<T> {
  const { slots } = state;
  const withSlots = (changed: PromptSlots) =>
    createRequest<T>(core, { ...state, slots: { ...slots, ...changed } });
  const setter =
    (slot: ValueSlot, keep = keepProse) =>
    (value: PromptValue, options: SlotOptions = {}) =>
      withSlots({ [slot]: setValue(slot, slots[slot], keep(slot, value), options) });
  return Object.freeze<AgentRequest<T>>({
    system: setter('system'),
    developer: setter('developer'),
    role: setter('role'),
    rule: setter('rule'),
    userInfo: setter('userInfo'),
    info: setter('info'),
    instruct: setter('instruct'),
    examples: setter('examples'),
    input: setter('input', keepData),
    section(title, value, options = {}) {
      const { sections = {} } = slots;
      const before = Object.hasOwn(sections, title) ? sections[title] : undefined;
      const set = setValue(title, before, keepProse(title, value), options);
      return withSlots({ sections: { ...sections, [title]: set } });
    },
    attachment(value, options) {
      const list = Array.isArray(value) ? (value as readonly Attachment[]) : [value as Attachment];
      return withSlots({ attachments: extend(slots.attachments, list.map(toAttachment), options) });
    },
    chatHistory: (messages, options) =>
      withSlots({ chatHistory: extend(slots.chatHistory, keepMessages(messages), options) }),
    options(value, options) {
      const own = checkModelOptions(value);
      return withSlots({ options: options?.add === true ? { ...slots.options, ...own } : own });
    },
    mappings(values) {
      const own = keepProse('mappings', checkNamed('mappings', values)) as Mappings;
      return withSlots({ mappings: { ...slots.mappings, ...own } });
    },
    titles: (titles) =>
      withSlots({ titles: { ...slots.titles, ...checkTitles(checkNamed('titles', titles)) } }),
    roles: (roles) =>
      withSlots({ roles: { ...slots.roles, ...checkRoles(checkNamed('roles', roles)) } }),
    output: (schema) => createRequest(core, { ...state, requirement: core.outputs.of(schema) }),
    tools: (set, options) =>
      createRequest<T>(core, { ...state, tools: setTools(state.tools, set, options) }),
    fn: (options) => createFunction(createRequest<unknown>(core, state), options),
    session: (session) => createRequest<T>(core, { ...state, session: checkSession(session) }),
    observe: (observer) =>
      createRequest<T>(core, {
        ...state,
        observers: [...(state.observers ?? []), checkObserver(observer)],
      }),
    finally(handler) {
      checkHandler('finally', handler);
      // A handler is called with responses to this request, or to one made from it.
      const own = handler as FinallyHandler;
      return createRequest<T>(core, { ...state, finallyHandlers: [...state.finallyHandlers, own] });
    },
    getMessages: () => inspect(core, state),
    getPromptText: () => renderText(inspect(core, state)),
    toJSON: () => toSavedPrompt(slots, state.requirement?.jsonSchema),
    getResponse(options = {}) {
      checkOptions('getResponse', options, '{ signal }', RESPONSE_OPTIONS);
      checkTries('getResponse', options);
      const { signal, ensureKeys, parent, ...own } = options;
      checkSignal('getResponse', signal);
      checkParent(parent);
      const { requirement, finallyHandlers, session, observers = [] } = state;
      const id = crypto.randomUUID();
      const watch =
        observers.length === 0 ? undefined : createWatch(observers, id, parent, session);
      const joined = session === undefined ? undefined : joinSession(session);
      const hasSchema = requirement !== undefined;
      const keys = checkKeys('getResponse', ensureKeys, hasSchema);
      const [first, ...others] = core.models;
      const target = (model: OpenModel): RunTarget => {
        const plain = targetOf(model, withSession(state));
        const own = watch?.target(plain, model.name) ?? plain;
        const whole =
          joined?.join(own, (said) =>
            targetOf(model, { ...state, slots: withSaid(slots, said) }),
          ) ?? own;
        if (requirement === undefined) return whole;
        const inWords = () => {
          model.refuse(requirement.jsonSchema);
          return target(model);
        };
        return { ...whole, inWords };
      };
      const run = new ModelRun({
        ...withDefaults(core.tries, own),
        targets: [target(first), ...others.map(target)],
        schema: requirement?.prepared,
        tools: hasTools(state.tools) ? state.tools : undefined,
        signal,
      });
      watch?.run(run);
      joined?.record(run, () => askedBy(slots));
      return createResponse<T>({ id, run, keys, schema: requirement?.prepared, finallyHandlers });
    },
  });
}

const RESPONSE_OPTIONS = ['signal', 'ensureKeys', ...TRY_OPTIONS, 'parent'];

function setValue(
  slot: string,
  before: PromptValue | undefined,
  value: PromptValue,
  options: SlotOptions,
): PromptValue {
  checkOptions(slot, options, '{ add: true }', ['add', 'mappings']);
  const { mappings, add = false } = options;
  // Filled with what JSON can hold, so it still is a copy.
  const filled = mappings === undefined ? value : keepData(slot, fill(value, mappings));
  return add ? addValue(before, filled) : filled;
}

function extend<Item>(
  before: readonly Item[] | undefined,
  items: readonly Item[],
  options: Pick<SlotOptions, 'add'> = {},
): readonly Item[] {
  return options.add === true ? [...(before ?? []), ...items] : items;
}

function checkRoles(roles: Roles): Roles {
  const wrong = Object.entries(roles).find(([, role]) => !isRole(role));
  if (wrong === undefined) return roles;
  throw new AgentError(
    'invalid-option',
    `roles: \`${wrong[0]}\` is ${kindOf(wrong[1])}. It is 'system', 'developer', 'user' or 'assistant'.`,
  );
}

/** What the agent says itself. */
const OWN_OPTIONS = [
  'model',
  'messages',
  'prompt',
  'stream',
  'response_format',
  'responseFormat',
  'tools',
];

function checkModelOptions(options: ModelOptions): ModelOptions {
  checkOptions('options', options, '{ temperature: 0 }', Object.keys(options ?? {}));
  const taken = OWN_OPTIONS.find((name) => Object.hasOwn(options, name));
  if (taken === undefined) return copyOptions(options);
  throw new AgentError(
    'invalid-option',
    `options: \`${taken}\` is what the agent decides. Give it to createAgent, or use the slot for it.`,
  );
}

/** Settings are data: what a client is made with, such as a `fetch`, is no part of a request. */
function copyOptions(options: ModelOptions): ModelOptions {
  const copies = Object.entries(options).map(([name, value]) => {
    try {
      return [name, structuredClone(value)] as const;
    } catch (cause) {
      throw new AgentError(
        'invalid-option',
        `options: \`${name}\` is ${kindOf(value)} that cannot be copied. Give it data, and what a model's client is made with to that client.`,
        { cause },
      );
    }
  });
  return Object.fromEntries(copies);
}

function checkSession(session: ChatSource): ChatSource {
  // Types promise it, but plain JavaScript may pass anything.
  if (typeof session === 'object' && typeof session?.begin === 'function') return session;
  throw new AgentError(
    'invalid-option',
    `session: it is ${kindOf(session)}. Pass what createSession() gives.`,
  );
}

function inspect(core: AgentCore, state: RequestState): readonly ModelMessage[] {
  return targetOf(core.models[0], withSession(state)).request.messages;
}

/** With the conversation as it is known now. */
function withSession(state: RequestState): RequestState {
  const { session, slots } = state;
  return session === undefined ? state : { ...state, slots: withSaid(slots, session.messages) };
}

/** The request as it is written for one model. */
function targetOf(model: OpenModel, { slots, requirement, tools }: RequestState): RunTarget {
  const { call, toolCalling } = model;
  // A copy: a model may write into what it is given.
  const options = slots.options === undefined ? {} : { options: copyOptions(slots.options) };
  const schema = requirement?.jsonSchema;
  if (schema === undefined)
    return {
      call,
      toolCalling,
      request: { messages: renderMessages(slots), structuredOutput: 'prompt', ...options },
    };
  // A provider takes no empty prompt: where nothing else is said, the schema is. And some write out what is folded.
  const isInWords = isSilent(slots) || requirement?.isFolded === true;
  const structuredOutput = isInWords ? 'prompt' : model.structuredOutput(schema, hasTools(tools));
  const messages = renderMessages(slots, structuredOutput === 'prompt' ? schema : undefined);
  return { call, toolCalling, request: { messages, schema, structuredOutput, ...options } };
}
