// In: where a conversation is kept, what of it is recorded, how it is shortened. Out: a session.
// Turns stand in the order in which their requests began; resizing and saving come one after the other, behind them.
// Knows nothing of how requests are made or models called.

import { reportUncaught } from '../internal/report-error.js';
import { kindOf } from '../internal/kind-of.js';
import type { ChatMessage } from './chat-message.js';
import { checkHandler, checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { toRecordTurn } from './record-turn.js';
import { checkNumber } from './run-options.js';
import { ownMessages, readSaved, toPlainMessage } from './session-message.js';
import type {
  FinishedTurn,
  RecordPaths,
  RecordTurn,
  ResizeTurns,
  SavedSession,
  Session,
  SessionPart,
  SessionStore,
  SessionTask,
  Turn,
} from './session.js';
import { SharedReading } from './shared-reading.js';
import { toTurns } from './turns.js';
import { withinTime } from './within-time.js';

export interface SessionOptions {
  /** Names it in its store. @default that of `saved`, or a random one */
  readonly id?: string | undefined;
  /** Where it is read from and saved to, after each turn. Without one it is kept in memory alone. */
  readonly store?: SessionStore | undefined;
  /** What `toJSON()` gave. */
  readonly saved?: SavedSession | undefined;
  /** What of each turn is recorded. @default the input and the whole answer, of answers that are whole and hold */
  readonly record?: RecordPaths | RecordTurn | undefined;
  /** How it is shortened: `cutTurns`, `summarizeTurns` or a function of yours. @default never */
  readonly resize?: ResizeTurns | undefined;
  /**
   * How long recording, resizing and saving a turn, and reading the conversation, may take, each by itself, in
   * milliseconds; `Infinity` for no limit. What takes longer has failed: the requests behind it wait no more.
   * @default 60000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Told when a turn could not be recorded, resized or saved: a `session-failed`, with the `cause`. The session goes on.
   * @default reported as an uncaught error
   */
  readonly onError?: ((error: AgentError) => void) | undefined;
}

/**
 * Creates a conversation for requests to be made in: `agent.session(session)`. Each of them is told what was said so far,
 * and recorded when its answer is whole and holds: what is recorded is what `getData()` gives, never an attempt that does
 * not count. Requests may run at the same time; none sees another's unfinished turn, and turns stand in the order in which
 * they began.
 *
 * @throws {AgentError} `invalid-option`, `invalid-session`
 * @example
 * const said: string[] = [];
 * const agent = createAgent({
 *   model: async function* ({ messages }) {
 *     said.push(messages.map(({ content }) => content).join(' / '));
 *     yield `Answer ${said.length}`;
 *   },
 * });
 * const session = createSession();
 * await agent.session(session).input('First?').getResponse().getText();
 * await agent.session(session).input('Second?').getResponse().getText();
 * said; // ['First?', 'First? / Answer 1 / Second?']
 */
export function createSession(options: SessionOptions = {}): Session {
  checkOptions('createSession', options, '{ store }', OPTIONS);
  const { id, store, timeoutMs, resize, onError } = options;
  if (id !== undefined && typeof id !== 'string')
    throw new AgentError('invalid-option', `createSession: \`id\` is ${kindOf(id)}. It is text.`);
  checkNumber('createSession', 'timeoutMs', timeoutMs);
  if (resize !== undefined) checkHandler('createSession: resize', resize);
  if (onError !== undefined) checkHandler('createSession: onError', onError);
  if (store !== undefined && !(isFunction(store, 'get') && isFunction(store, 'set')))
    throw new AgentError(
      'invalid-option',
      'createSession: `store` has no get(id) and set(id, saved).',
    );
  return new KeptSession(options);
}

function isFunction(store: SessionStore, name: keyof SessionStore): boolean {
  return typeof store?.[name] === 'function';
}

const OPTIONS = ['id', 'store', 'saved', 'record', 'resize', 'timeoutMs', 'onError'];

const TIMEOUT_MS = 60_000;

/** A store in memory: for tests, and for one process. */
export function createSessionStore(): SessionStore {
  const sessions = new Map<string, SavedSession>();
  return {
    get: (id) => sessions.get(id),
    set: (id, saved) => void sessions.set(id, saved),
  };
}

interface PlacedTurn {
  /** The number of the request; 0 of what was there before. */
  readonly place: number;
  readonly messages: Turn;
}

class KeptSession implements Session {
  readonly id: string;
  /** What `begin` waits for has its own time, each piece by itself. */
  readonly beginTimeoutMs = Infinity;
  readonly #options: SessionOptions;
  readonly #recorded: RecordTurn;
  #turns: readonly PlacedTurn[] = [];
  #nextPlace = 1;
  /** Places before it were cleared. */
  #firstPlace = 0;
  /** Everything that ended is recorded, resized and saved; never rejects. */
  #work: Promise<void> = Promise.resolve();
  #failure: AgentError | undefined;
  /** What its store has of it. */
  readonly #reading = new SharedReading<SavedSession | null | undefined>(
    (signal) => this.#within((task) => this.#options.store?.get(this.id, task), signal),
    (saved) => {
      // Many a database says so of what it does not have.
      if (saved !== undefined && saved !== null) this.#insert(0, readSaved(saved).messages);
    },
  );

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#recorded = toRecordTurn(options.record);
    const saved = options.saved === undefined ? undefined : readSaved(options.saved);
    this.id = options.id ?? saved?.id ?? crypto.randomUUID();
    if (saved !== undefined) this.#insert(0, saved.messages);
  }

  get messages(): readonly ChatMessage[] {
    return this.#turns.flatMap(({ messages }) => messages);
  }

  async begin(task?: SessionTask): Promise<SessionPart> {
    const place = this.#nextPlace++;
    await this.#loadFor(task?.signal);
    await this.#work;
    return { messages: this.messages, record: (turn) => this.#record(place, turn) };
  }

  add(messages: readonly ChatMessage[]): void {
    this.#insert(this.#nextPlace++, ownMessages(messages));
    this.#settle();
  }

  clear(): void {
    this.#turns = [];
    this.#firstPlace = this.#nextPlace++;
    // What is in the store counts no more.
    this.#reading.spare();
    this.#settle();
  }

  load(): Promise<void> {
    return this.#loadFor();
  }

  /** What nobody waits for any more is not read on. */
  async #loadFor(signal?: AbortSignal): Promise<void> {
    try {
      await this.#reading.wait(signal);
    } catch (cause) {
      throw cause instanceof AgentError ? cause : failed('could not be read from its store', cause);
    }
  }

  async settled(): Promise<void> {
    await this.#work;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }

  toJSON(): SavedSession {
    return { version: 1, id: this.id, messages: this.messages.map(toPlainMessage) };
  }

  #record(place: number, turn: FinishedTurn): void {
    try {
      const messages = this.#recorded(turn);
      if (messages === undefined) return;
      // Recorded before anybody who awaits the answer goes on.
      if (Array.isArray(messages)) this.#insert(place, ownMessages(messages));
      else {
        this.#do('could not record a turn', () => this.#insertLate(place, messages));
        // It may reject before its turn has come, when it is heard of.
        Promise.resolve(messages).catch(() => undefined);
      }
      this.#settle();
    } catch (cause) {
      this.#fail(failed('could not record a turn', cause));
    }
  }

  async #insertLate(place: number, messages: ReturnType<RecordTurn>): Promise<void> {
    const recorded = await this.#within(() => messages);
    if (recorded !== undefined) this.#insert(place, ownMessages(recorded));
  }

  #insert(place: number, messages: readonly ChatMessage[]): void {
    if (place < this.#firstPlace) return;
    const added = toTurns(messages).map((turn): PlacedTurn => ({ place, messages: turn }));
    this.#turns = inOrder([...this.#turns, ...added]);
  }

  /** Resizes and saves, behind what else there is to do. */
  #settle(): void {
    const { resize, store } = this.#options;
    if (resize !== undefined) this.#do('could not be resized', () => this.#resize(resize));
    if (store === undefined) return;
    this.#do('could not be saved', async () => {
      // What is there is not to be written over unread.
      await this.load();
      await this.#within((task) => store.set(this.id, this.toJSON(), task));
    });
  }

  async #resize(resize: ResizeTurns): Promise<void> {
    await this.load();
    const [given, firstPlace] = [this.#turns, this.#firstPlace];
    const turns = given.map(({ messages }) => messages);
    const kept = await this.#within((task) => resize(turns, task));
    const places = new Map(given.map(({ messages, place }) => [messages, place]));
    // A new turn stands behind the one before it, which is where what it replaces stood.
    let before = 0;
    const resized = kept.map((turn) => {
      const place = (before = places.get(turn) ?? before);
      return { place, messages: places.has(turn) ? turn : ownMessages(turn) };
    });
    const since = this.#turns.filter((turn) => !given.includes(turn));
    if (firstPlace === this.#firstPlace) this.#turns = inOrder([...resized, ...since]);
  }

  #within<Value>(
    work: (task: SessionTask) => Value | PromiseLike<Value>,
    left?: AbortSignal,
  ): Promise<Value> {
    const { timeoutMs = TIMEOUT_MS } = this.#options;
    return withinTime(timeoutMs, (signal) => work({ signal }), left);
  }

  #do(what: string, task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch((cause: unknown) => this.#fail(failed(what, cause)));
  }

  #fail(error: AgentError): void {
    this.#failure = error;
    try {
      (this.#options.onError ?? reportUncaught)(error);
    } catch (thrown) {
      reportUncaught(thrown);
    }
  }
}

function inOrder(turns: readonly PlacedTurn[]): readonly PlacedTurn[] {
  return turns.toSorted((one, other) => one.place - other.place);
}

function failed(what: string, cause: unknown): AgentError {
  if (cause instanceof AgentError && cause.code === 'session-failed') return cause;
  return new AgentError(
    'session-failed',
    `The session ${what}. Look at the \`cause\`, which is what its store, its policy or the model that sums it up threw, or a TimeoutError where one of them took longer than \`timeoutMs\`.`,
    { cause },
  );
}
