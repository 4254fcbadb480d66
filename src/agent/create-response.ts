// In: one run. Out: its events, text, data, fields and meta for any number of readers, at any time.
// All of them read the same log of the same attempts, so they cannot disagree about the one that counts.
// Knows nothing of prompts or providers.

import { reportUncaught } from '../internal/report-error.js';
import { parsePath, type Path, type PathInput, type PreparedSchema } from '../protocol/index.js';
import type {
  AgentResponse,
  DataOptions,
  FinallyHandler,
  ItemType,
  ReadOptions,
} from './agent-response.js';
import { checkHandler, checkOptions, checkSignal } from './check-option.js';
import { parseKey } from './ensure-keys.js';
import { AgentError } from './error.js';
import { FieldIndex } from './field-index.js';
import type { ModelRun } from './model-run.js';
import { readData, readMeta, readReasoning, readText } from './response-data.js';
import { readElements } from './response-elements.js';
import { hold } from './response-fields.js';
import { readKeys, waitForKeys } from './response-keys.js';
import { checkNumber } from './run-options.js';
import { selectSpecific } from './select-specific.js';
import {
  selectAttempts,
  selectEvent,
  selectItem,
  selectOriginal,
  selectText,
  withinAttempt,
} from './select-entries.js';

interface GeneratorOptions extends ReadOptions {
  readonly type?: 'instant' | 'delta' | 'all' | 'specific' | 'original';
  readonly attempts?: boolean;
  readonly specific?: readonly ItemType[];
}

/** What data may be asked for with, whatever the answer is of. */
interface LooseDataOptions extends Omit<DataOptions<unknown>, 'ensureKeys'> {
  readonly type?: string;
  readonly ensureKeys?: readonly PathInput[] | undefined;
}

const DATA_TYPES: ReadonlySet<unknown> = new Set(['parsed', 'original', 'all']);

export interface CreateResponseOptions {
  readonly id: string;
  readonly run: ModelRun;
  /** What `getResponse` asks for, for every reader of data. */
  readonly keys: readonly Path[];
  /** What the answer is read with; without it the answer is text. */
  readonly schema: PreparedSchema | undefined;
  readonly finallyHandlers: readonly FinallyHandler[];
}

/** Makes a response of a run. Without a requirement `T` is `string`; whoever calls this sees to it. */
export function createResponse<T>({
  id,
  run,
  keys,
  schema,
  finallyHandlers,
}: CreateResponseOptions): AgentResponse<T> {
  const { log } = run;
  const hasSchema = schema !== undefined;
  const fields = new FieldIndex(run);
  let text: Promise<string> | undefined;
  let data: Promise<unknown> | undefined;
  let holding: Promise<void> | undefined;
  // Asked for before anything is read, so that every attempt is held to them.
  if (keys.length > 0) run.demand(keys);

  /** Fields are read to the end; whoever asks with a signal leaves with it. */
  function keepOn(signal: AbortSignal | undefined): void {
    if (signal === undefined) holding ??= handled(hold(run));
    else void handled(hold(run, signal));
  }

  function getAsyncGenerator(options: GeneratorOptions = {}) {
    checkOptions('getAsyncGenerator', options, "{ type: 'instant' }", GENERATOR_OPTIONS);
    const { type = 'instant', signal } = options;
    checkSignal('getAsyncGenerator', signal);
    if (type === 'instant') return log.read(selectEvent<T>, signal);
    if (type === 'all') return log.read(selectItem<T>, signal);
    if (type === 'original') return log.read(selectOriginal, signal);
    if (type === 'delta')
      return log.read(
        options.attempts === true ? selectAttempts : withinAttempt(() => run.attempts, selectText),
        signal,
      );
    if (type === 'specific')
      return log.read(
        selectSpecific<T>(options.specific, () => run.attempts),
        signal,
      );
    throw invalidType(
      'getAsyncGenerator',
      type,
      "'instant', 'delta', 'all', 'specific' or 'original'",
    );
  }

  async function getData(options: LooseDataOptions = {}) {
    const { type = 'parsed', signal, ensureKeys, maxRetries, raiseEnsureFailure = true } = options;
    const wanted = (ensureKeys ?? []).map(parseKey);
    run.demand(wanted, maxRetries, !raiseEnsureFailure);
    const needed = raiseEnsureFailure ? [...keys, ...wanted] : [];
    const isPlain = signal === undefined && wanted.length === 0 && raiseEnsureFailure;
    const parsed = await (isPlain ? (data ??= readData(run, keys)) : readData(run, needed, signal));
    if (type === 'parsed') return parsed;
    const original = run.attempt.answer.value;
    if (type === 'original') return original;
    return {
      data: parsed,
      original,
      text: await readText(run),
      meta: await readMeta(run, id),
      reasoning: await readReasoning(run),
    };
  }

  const response: AgentResponse<T> = {
    id,
    // What the events and the data are of, the schema promises; which overload is meant, the options say.
    getAsyncGenerator: getAsyncGenerator as AgentResponse<T>['getAsyncGenerator'],
    getData: ((options) => {
      checkDataOptions('getData', options, hasSchema);
      return handled(getData(options));
    }) as AgentResponse<T>['getData'],
    getDataObject(options) {
      checkDataOptions('getDataObject', options, hasSchema);
      if (!hasSchema) return handled(Promise.reject(noSchema()));
      return handled(getData(options)) as Promise<T>;
    },
    getText(options) {
      const signal = signalOf('getText', options);
      return handled(signal === undefined ? (text ??= readText(run)) : readText(run, signal));
    },
    getMeta: (options) => handled(readMeta(run, id, signalOf('getMeta', options))),
    field: ((path: PathInput, options?: ReadOptions) => {
      const signal = signalOf('field', options);
      const field = fields.read(parsePath(path), signal);
      keepOn(signal);
      return handled(field);
    }) as AgentResponse<T>['field'],
    elements: ((path: PathInput, options?: ReadOptions) =>
      readElements(
        run,
        schema,
        parsePath(path),
        signalOf('elements', options),
      )) as AgentResponse<T>['elements'],
    waitFor: ((paths: string | readonly PathInput[], options?: ReadOptions) => {
      const signal = signalOf('waitFor', options);
      const values = waitForKeys(fields, paths, signal);
      keepOn(signal);
      return handled(values);
    }) as AgentResponse<T>['waitFor'],
    whenKey: ((keys: string | readonly PathInput[], options?: ReadOptions) =>
      readKeys(run, keys, signalOf('whenKey', options))) as AgentResponse<T>['whenKey'],
    cancel: () => run.stop('it was cancelled'),
    finally(handler) {
      checkHandler('finally', handler);
      void run.settled.then((outcome) => handler(response, outcome)).catch(reportUncaught);
      return response;
    },
    [Symbol.asyncIterator]: () => log.read(selectEvent<T>),
  };
  for (const handler of finallyHandlers) response.finally(handler);
  return response;
}

const GENERATOR_OPTIONS = ['type', 'specific', 'attempts', 'signal'];
const DATA_OPTIONS = ['type', 'ensureKeys', 'maxRetries', 'raiseEnsureFailure', 'signal'];

/** @throws {AgentError} `invalid-option` */
function signalOf(reader: string, options: ReadOptions = {}): AbortSignal | undefined {
  checkOptions(reader, options, '{ signal }', ['signal']);
  checkSignal(reader, options.signal);
  return options.signal;
}

function checkDataOptions(
  maker: string,
  options: LooseDataOptions | undefined,
  hasSchema: boolean,
): void {
  if (options === undefined) return;
  checkOptions(maker, options, "{ ensureKeys: ['title'] }", DATA_OPTIONS);
  const { type = 'parsed', ensureKeys, maxRetries, signal } = options;
  if (!DATA_TYPES.has(type)) throw invalidType(maker, type, "'parsed', 'original' or 'all'");
  checkSignal(maker, signal);
  checkNumber(maker, 'maxRetries', maxRetries);
  checkKeys(maker, ensureKeys, hasSchema);
}

/** @throws {AgentError} `invalid-option` for keys of an answer that is text. @throws {PathError} `invalid-path` */
export function checkKeys(
  maker: string,
  keys: readonly PathInput[] | undefined,
  hasSchema: boolean,
): readonly Path[] {
  if (keys === undefined) return [];
  if (!Array.isArray(keys) || !hasSchema) {
    throw new AgentError(
      'invalid-option',
      `${maker}: \`ensureKeys\` is for answers with keys. Give it a list of paths, and the request an output schema.`,
    );
  }
  return keys.map(parseKey);
}

function invalidType(maker: string, type: unknown, takes: string): AgentError {
  const got = JSON.stringify(type);
  return new AgentError('invalid-option', `${maker}: \`type\` is ${got}. It is ${takes}.`);
}

function noSchema(): AgentError {
  return new AgentError(
    'invalid-schema',
    'getDataObject: the request has no output schema. Give it one with output(), or ask for getText().',
  );
}

/** A promise that nobody awaits must not take the process down: every reader is told of a failure by its own read. */
function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
