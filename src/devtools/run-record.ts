// In: the events of one submit, as they arrive. Out: a bounded log of them, the times of its fields, and where it stands.
// Recording an event costs the same, however many came before; nothing is told to anybody from here.
// Knows nothing of runs, React or who reads.

import type { RunSnapshot, RunStatus, WireFact } from '../client/index.js';
import { fieldState, parsePath } from '../protocol/index.js';
import type { AttemptEvent, InstantEvent } from '../protocol/index.js';
import { AnswerTimes } from './answer-times.js';
import type { FieldCounts, FieldTime } from './field-time.js';
import { toKept } from './logged-event.js';
import type { LoggedEvent } from './logged-event.js';
import { WrittenRenderCounts, type RenderCounts } from './render-counts.js';
import { WrittenWireLog, type WireLog } from './wire-log.js';

/** A status of the run, or `superseded`: something else was submitted, or it was reset, before it was over. */
export type RecordStatus = RunStatus | 'superseded';

/** One request, of which an automatic retry makes more than one. */
export interface Attempt {
  readonly attempt: number;
  readonly atMs: number;
  /** Why the one before does not count, where the run was told. */
  readonly reason?: string | undefined;
  /** What the one before lacked. */
  readonly missing?: readonly string[] | undefined;
}

/** What is known of one submit. Lists and figures are the present ones at every reading. */
export interface RunRecord {
  readonly runId: number;
  readonly input: unknown;
  /** When it was asked for, or first seen, in milliseconds since 1970. */
  readonly beganAt: number;
  /** It had begun before anybody watched. */
  readonly isLate: boolean;
  readonly status: RecordStatus;
  /** What the run showed last of it. */
  readonly snapshot: RunSnapshot;
  readonly isRunning: boolean;
  readonly attempts: readonly Attempt[];
  /** The newest events, at most {@link MAX_EVENTS}. */
  readonly events: readonly LoggedEvent[];
  /** Events ever recorded. */
  readonly eventCount: number;
  /** Of the answer, and of the lanes beside it. */
  readonly fields: readonly FieldTime[];
  readonly counts: FieldCounts;
  /** Fields beyond those in `fields`. */
  readonly hiddenFields: number;
  readonly wire: WireLog;
  /** How often components that show a field rendered; undefined where nobody tells: in production. */
  readonly renders: RenderCounts | undefined;
  /** When the first event came. */
  readonly firstEventMs: number | undefined;
  /** When the first value that is no container began. */
  readonly firstFieldMs: number | undefined;
  /** Now, or the moment it was over. */
  readonly elapsedMs: () => number;
}

/** What a record is made from. */
export interface RecordStart {
  readonly snapshot: RunSnapshot;
  readonly isLate: boolean;
  readonly countsRenders: boolean;
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
}

const MAX_EVENTS = 20_000;

/** A record, and what is written into it. */
export class WrittenRecord implements RunRecord {
  readonly beganAt = Date.now();
  readonly isLate: boolean;
  readonly runId: number;
  readonly attempts: Attempt[] = [];
  readonly renders: WrittenRenderCounts | undefined;
  readonly wire = new WrittenWireLog();
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #times = new AnswerTimes();
  #snapshot: RunSnapshot;
  #events: LoggedEvent[] = [];
  #eventCount = 0;
  #firstEventMs: number | undefined;
  #settledMs: number | undefined;
  #isSuperseded = false;

  constructor({ snapshot, isLate, countsRenders, now }: RecordStart) {
    this.#now = now;
    this.#startedAt = now();
    this.#snapshot = snapshot;
    this.isLate = isLate;
    this.renders = countsRenders ? new WrittenRenderCounts() : undefined;
    this.runId = snapshot.runId;
    this.follow(snapshot);
  }

  get snapshot() {
    return this.#snapshot;
  }

  get input() {
    return this.#snapshot.input;
  }

  get status(): RecordStatus {
    return this.#isSuperseded ? 'superseded' : this.#snapshot.status;
  }

  get isRunning() {
    return this.#settledMs === undefined;
  }

  get events() {
    return this.#events;
  }

  get eventCount() {
    return this.#eventCount;
  }

  get fields() {
    return this.#times.rows;
  }

  get counts() {
    return this.#times.counts;
  }

  get hiddenFields() {
    return this.#times.hiddenCount;
  }

  get firstEventMs() {
    return this.#firstEventMs;
  }

  get firstFieldMs() {
    return this.#times.firstLeafMs;
  }

  readonly elapsedMs = () => this.#settledMs ?? this.#now() - this.#startedAt;

  /** Of a field that is asked for anew when all is over, events count as the last that came: the clock stands. */
  add(event: InstantEvent): void {
    const atMs = this.elapsedMs();
    // Dropping a fifth at once keeps this constant on average.
    if (this.#events.length >= MAX_EVENTS) this.#events = this.#events.slice(MAX_EVENTS / 5);
    this.#events.push({ atMs, event: toKept(event) });
    this.#eventCount += 1;
    this.#firstEventMs ??= atMs;
    this.#times.record(event, atMs);
    if (event.type === 'attempt') this.#explain(event);
    this.wire.events.add(atMs, 1);
  }

  addWire(fact: WireFact): void {
    this.wire.add(fact, this.elapsedMs());
  }

  /** Takes what the run shows now. */
  follow(snapshot: RunSnapshot): void {
    const { status, attempt } = snapshot;
    // A reset forgets what this record is there to keep.
    if (status === 'idle' && this.#snapshot.status !== 'idle') return this.leave();
    this.#snapshot = snapshot;
    const stateOf = (path: string) => fieldState(snapshot.snapshot, parsePath(path)).status;
    if (!this.isRunning) this.#times.meet(stateOf, this.elapsedMs());
    if (attempt > (this.attempts.at(-1)?.attempt ?? 0))
      this.attempts.push({ attempt, atMs: this.elapsedMs() });
    if (status !== 'connecting' && status !== 'streaming') this.settle();
  }

  /** The run counts an attempt before it tells of it. */
  #explain({ reason, missing }: AttemptEvent): void {
    const last = this.attempts.pop();
    if (last) this.attempts.push({ ...last, reason, missing });
  }

  /** Something else was submitted. */
  leave(): void {
    this.#isSuperseded ||= this.isRunning;
    this.settle();
  }

  settle(): void {
    this.#settledMs ??= this.#now() - this.#startedAt;
  }
}
