// In: one run of a model. Out: its events, text, data and meta for any number of readers, at any time.
// All of them read the same log of the same parser run, so they cannot disagree.
// Knows nothing of prompts or providers.

import type { InstantEvent, InstantMeta } from '../protocol/index.js';
import { AgentError } from './error.js';
import type { ModelRun, RunEntry } from './model-run.js';
import { invalidOutput } from './output.js';

/**
 * One answer with many readers. The model is called once, when something is first read, and no faster than its fastest
 * reader reads. Every reader, early or late, sees everything from the start. Leaving a loop early (`break`, `return()`)
 * as the last reader aborts the model call, and so do `cancel()` and the `signal`; to go on after leaving, ask for
 * `getData()` first.
 *
 * An answer without a schema is one string at the root: `start`, `delta`s and `done` at the path `''`.
 */
export interface AgentResponse<T> extends AsyncIterable<InstantEvent<T>> {
  /**
   * The answer as events: one fact about one field each, then `meta` and exactly one `end`. An answer cut off by the
   * token limit ends with the outcome `truncated`, a stopped one with `stopped`.
   * @throws {AgentError} `model-failed`, `unreadable-output`, `withheld-output`; after every event that came before.
   */
  getAsyncGenerator(options?: {
    readonly type?: 'instant';
  }): AsyncGenerator<InstantEvent<T>, void, undefined>;
  /**
   * The answer's text as the model sends it, prose and fences included.
   * @throws {AgentError} `model-failed`, `stopped`; after all text that came before.
   */
  getAsyncGenerator(options: { readonly type: 'delta' }): AsyncGenerator<string, void, undefined>;
  /**
   * The whole answer, checked against the schema; the text when there is none. Shared by all who ask: do not change it.
   * @throws {AgentError} `invalid-output` with `issues` (and `cause`, where a function of the schema threw), `truncated-output`, `withheld-output`,
   * `unreadable-output`, `model-failed`, `stopped`.
   */
  getData(): Promise<T>;
  /**
   * The whole text, whether or not it can be read as JSON; what came of it when it was cut off or withheld.
   * @throws {AgentError} `model-failed`, `stopped`.
   */
  getText(): Promise<string>;
  /**
   * What the provider said of the call, known at its end.
   * @throws {AgentError} `model-failed`, `stopped`.
   */
  getMeta(): Promise<InstantMeta>;
  /** Stops the model call and ends all readers. What arrived stays readable. Does nothing after the end. */
  cancel(): void;
}

/** Makes a response of a run. Without a requirement `T` is `string`; whoever calls this sees to it. */
export function createResponse<T>(run: ModelRun): AgentResponse<T> {
  const { log } = run;
  let text: Promise<string> | undefined;
  let data: Promise<T> | undefined;
  let meta: Promise<InstantMeta> | undefined;

  async function readText(): Promise<string> {
    const parts: string[] = [];
    for await (const part of log.read(selectText)) parts.push(part);
    return parts.join('');
  }

  async function readData(): Promise<T> {
    for await (const end of log.read(selectEnd)) {
      if (end.outcome === 'truncated') throw truncated(end.incomplete);
    }
    return outputOf(run) as T;
  }

  async function readMeta(): Promise<InstantMeta> {
    await readText();
    return run.meta;
  }

  function getAsyncGenerator(options?: {
    readonly type?: 'instant';
  }): AsyncGenerator<InstantEvent<T>, void, undefined>;
  function getAsyncGenerator(options: {
    readonly type: 'delta';
  }): AsyncGenerator<string, void, undefined>;
  function getAsyncGenerator({ type = 'instant' }: { readonly type?: 'instant' | 'delta' } = {}) {
    if (type === 'instant') return log.read(selectEvent<T>);
    if (type === 'delta') return log.read(selectText);
    throw new AgentError(
      'invalid-option',
      `getAsyncGenerator: \`type\` is ${JSON.stringify(type)}. It is 'instant' or 'delta'.`,
    );
  }

  return {
    getAsyncGenerator,
    getText: () => (text ??= handled(readText())),
    getData: () => (data ??= handled(readData())),
    getMeta: () => (meta ??= handled(readMeta())),
    cancel: () => run.stop('it was cancelled'),
    [Symbol.asyncIterator]: () => log.read(selectEvent<T>),
  };
}

/** Before its last event a run has waited for what its schema promised. */
function outputOf({ output, value }: ModelRun): unknown {
  if (output?.status === 'invalid') throw invalidOutput(output.issues);
  return output?.status === 'valid' ? output.value : value;
}

/** An answer that cannot be read, or whose rest is held back, is still text. */
const STILL_TEXT: ReadonlySet<string> = new Set(['unreadable-output', 'withheld-output']);

function selectText(entry: RunEntry): string | undefined {
  if (typeof entry === 'string') return entry;
  if (entry instanceof AgentError && !STILL_TEXT.has(entry.code)) throw entry;
  return undefined;
}

/** A stopped run has said so in its `end` event. What the events are of, the schema promises, as it does of the data. */
function selectEvent<T>(entry: RunEntry): InstantEvent<T> | undefined {
  if (typeof entry === 'string') return undefined;
  if (!(entry instanceof AgentError)) return entry as InstantEvent<T>;
  if (entry.code === 'stopped') return undefined;
  throw entry;
}

function selectEnd(entry: RunEntry) {
  if (typeof entry === 'string') return undefined;
  if (entry instanceof AgentError) throw entry;
  return entry.type === 'end' ? entry : undefined;
}

function truncated(incomplete: readonly string[]): AgentError {
  const open = incomplete.at(-1);
  return new AgentError(
    'truncated-output',
    `The answer was cut off${open === undefined ? '' : ` inside ${open === '' ? 'its root' : open}`}. ` +
      'Raise the token limit or ask for less; the events hold every field that was complete.',
    open === undefined ? {} : { path: open },
  );
}

/** A promise that nobody awaits must not take the process down: every reader is told of a failure by its own read. */
function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
