// In: nothing. Out: the types of a session: what requests need of one, what it records, keeps and forgets.
// A turn is what was asked and what was answered; it is recorded, sent and forgotten as one.
// Knows nothing of how requests are made or models called.

import type { ChatMessage } from './chat-message.js';
import type { ModelAttachment } from './model.js';
import type { RunOutcome } from './run-entry.js';

/**
 * How a turn ended: as its response did, or `invalid` when the whole answer misses its schema or a key
 * that `getResponse`, or `getData` before the end, insists on.
 */
export type TurnOutcome = RunOutcome | 'invalid';

/** What is known of a turn at its end, of the attempt that counted. */
export interface FinishedTurn {
  /** What the slots of the request held, by their names, with their placeholders filled. */
  readonly slots: Readonly<Record<string, unknown>>;
  /** The message of the user as it was sent, without its attachments and the schema. */
  readonly message: string;
  readonly attachments: readonly ModelAttachment[];
  /** What the model answered: the JSON value as it wrote it, or the text; of an answer that is not whole its text. */
  readonly answer: unknown;
  readonly text: string;
  readonly outcome: TurnOutcome;
}

/** What requests need of a session; `createSession` makes one, and so may you. */
export interface ChatSource {
  /** The conversation as a request is told of it that begins now. */
  readonly messages: readonly ChatMessage[];
  /**
   * A request begins: with its first call of a model, however many follow. What rejects fails the response. The signal of
   * the task aborts, too, when the response is stopped meanwhile.
   */
  begin(task?: SessionTask): Promise<SessionPart>;
  /** How long `begin` may take, in milliseconds; `Infinity` for no limit. @default 60000 */
  readonly beginTimeoutMs?: number | undefined;
}

/** What one request has of a session. */
export interface SessionPart {
  /** What it is told; nothing that is recorded later changes it. */
  readonly messages: readonly ChatMessage[];
  /** Called once, when its response has ended, however it did. What it throws is reported as an uncaught error. */
  record(turn: FinishedTurn): void | PromiseLike<void>;
}

/** A conversation that is told to each of its requests, and recorded from each of their answers. */
export interface Session extends ChatSource {
  readonly id: string;
  /** Adds what was said elsewhere, behind all that is there. @throws {AgentError} `invalid-prompt` */
  add(messages: readonly ChatMessage[]): void;
  /** Forgets everything, turns that are under way, too. */
  clear(): void;
  /**
   * Reads it from its store, once; the first request does so by itself. What was added before stands behind what is read.
   * @throws {AgentError} `session-failed`; the next call reads again.
   */
  load(): Promise<void>;
  /**
   * Waits until all that has ended is recorded, resized and saved.
   * @throws {AgentError} `session-failed` for the last of it that could not be, since it was last asked.
   */
  settled(): Promise<void>;
  /** What `createSession({ saved })` takes: data that JSON can hold, attachments as base64 or addresses. */
  toJSON(): SavedSession;
}

/** A session as data. */
export interface SavedSession {
  readonly version: 1;
  readonly id: string;
  readonly messages: readonly ChatMessage[];
}

/** What sessions tell whoever works for them. */
export interface SessionTask {
  /** Aborts when it is not waited for any longer, see `timeoutMs` of `createSession`: what comes later counts no more. */
  readonly signal: AbortSignal;
}

/** Where sessions are kept. Any database will do: one value per id. */
export interface SessionStore {
  /** `undefined` or `null` where there is none. */
  get(
    id: string,
    task?: SessionTask,
  ): SavedSession | undefined | null | PromiseLike<SavedSession | undefined | null>;
  /** One that ends after its time may stand over a later one: heed the signal where that matters. */
  set(id: string, saved: SavedSession, task?: SessionTask): void | PromiseLike<void>;
}

/** What of a turn is recorded, by paths. */
export interface RecordPaths {
  /**
   * Paths into the slots: `input`, `input.question`, `info.topic`. One is recorded as the value there, several as an
   * object by their paths. @default the input, or the whole message where there is none
   */
  readonly input?: readonly string[] | undefined;
  /** Paths into the answer, or patterns: `title`, `items[*].name`. @default the whole answer */
  readonly answer?: readonly string[] | undefined;
  /** Of which ends a turn is recorded. @default ['complete'] */
  readonly outcomes?: readonly TurnOutcome[] | undefined;
}

/** Makes the messages of a turn, or none of it. It sees every turn, those that failed, too. */
export type RecordTurn = (
  turn: FinishedTurn,
) => readonly ChatMessage[] | undefined | PromiseLike<readonly ChatMessage[] | undefined>;

/** Messages that belong together: what was asked and what was answered, or one of the system's. */
export type Turn = readonly ChatMessage[];

/**
 * Shortens a conversation that has grown, oldest turn first. A turn that it gives back is the one it was given, or a new
 * one in the place of others.
 */
export type ResizeTurns = (
  turns: readonly Turn[],
  task?: SessionTask,
) => readonly Turn[] | PromiseLike<readonly Turn[]>;

/** How long a conversation may be: in characters, or in tokens as a counter of yours counts them. Attachments count nothing. */
export type TurnLimit =
  | { readonly maxCharacters: number }
  | {
      readonly maxTokens: number;
      /** Tokens of a text; each text is counted once. */
      readonly countTokens: (text: string) => number | PromiseLike<number>;
    };
