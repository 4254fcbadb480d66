// In: entries from one source, asked for one step at a time. Out: any number of readers, each from the first entry.
// A reader is a cursor, nothing more; the fastest one pulls, the others find what it pulled in the log.
// Knows nothing of models or events.

import { hearAbort } from './hear-abort.js';

/** Where the entries come from. */
export interface LogSource {
  /** Brings the source one step on: appends to the log, or ends it. Must not reject. */
  pull(): Promise<void>;
  /** The last reader left before the end. */
  abandon(): void;
}

/** Says the same as these entries in fewer, in the same order. */
export type MergeEntries<Entry> = (entries: readonly Entry[]) => readonly Entry[];

interface Reader {
  cursor: number;
  hasLeft: boolean;
  wake: (() => void) | undefined;
}

/** Entries that pile up before they are merged: none of a short answer is. */
const MERGED_AT_ONCE = 4096;

/**
 * An append-only log that is pulled by its readers. However slow one of them is, it costs a cursor; what it has not read
 * is merged like what all have read, so the log grows with what is said, not with the pieces it came in.
 */
export class SharedLog<Entry extends string | object> {
  readonly #source: LogSource;
  readonly #merge: MergeEntries<Entry>;
  readonly #entries: Entry[] = [];
  readonly #readers = new Set<Reader>();
  /** How many entries, from the first, are merged. */
  #merged = 0;
  readonly #taps: ((entries: readonly Entry[]) => void)[] = [];
  #isPulling = false;
  #isEnded = false;

  constructor(source: LogSource, merge: MergeEntries<Entry> = (entries) => entries) {
    this.#source = source;
    this.#merge = merge;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Entries that are kept. */
  get length(): number {
    return this.#entries.length;
  }

  /** Shows what there is, and what is appended as it is, to one who is no reader. Must not throw. */
  tap(look: (entries: readonly Entry[]) => void): void {
    look(this.#entries);
    this.#taps.push(look);
  }

  append(entries: readonly Entry[]): void {
    for (const look of this.#taps) look(entries);
    for (const entry of entries) this.#entries.push(entry);
    if (this.#entries.length - this.#merged >= MERGED_AT_ONCE) this.#compact();
    this.#wakeAll();
  }

  /** Nothing follows. Readers still get everything appended before. */
  end(): void {
    this.#isEnded = true;
    this.#wakeAll();
  }

  /**
   * A reader from the first entry on. `select` picks what it sees: `undefined` skips an entry, a throw ends the reader
   * with that error. The reader counts from its first `next()`; `return()` takes effect even while a `next()` waits, and
   * so does an abort of the signal, which throws its reason.
   */
  read<Value>(
    select: (entry: Entry) => Value | undefined,
    signal?: AbortSignal,
  ): AsyncGenerator<Value, void, undefined> {
    const reader: Reader = { cursor: 0, hasLeft: false, wake: undefined };
    const generator = this.#drain(reader, select, signal);
    // An async generator queues `return()` behind a pending `next()`, which may wait for a silent model for ever.
    const close = generator.return.bind(generator);
    generator.return = (value) => {
      this.#leave(reader);
      return close(value);
    };
    return generator;
  }

  async *#drain<Value>(
    reader: Reader,
    select: (entry: Entry) => Value | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Value, void, undefined> {
    signal?.throwIfAborted();
    const callOff = signal && hearAbort(signal, () => this.#leave(reader));
    this.#readers.add(reader);
    try {
      while (!reader.hasLeft) {
        const entry = this.#entries[reader.cursor];
        if (entry !== undefined) {
          reader.cursor++;
          const value = select(entry);
          if (value !== undefined) yield value;
        } else if (this.#isEnded) return;
        else await this.#wait(reader);
      }
      signal?.throwIfAborted();
    } finally {
      callOff?.();
      this.#leave(reader);
    }
  }

  #wait(reader: Reader): Promise<void> {
    return new Promise((resolve) => {
      reader.wake = resolve;
      if (!this.#isPulling) void this.#pull();
    });
  }

  async #pull(): Promise<void> {
    this.#isPulling = true;
    await this.#source.pull();
    this.#isPulling = false;
    this.#wakeAll();
  }

  #leave(reader: Reader): void {
    reader.hasLeft = true;
    reader.wake?.();
    const hasJoined = this.#readers.delete(reader);
    if (hasJoined && this.#readers.size === 0 && !this.#isEnded) this.#source.abandon();
  }

  #wakeAll(): void {
    for (const reader of this.#readers) {
      reader.wake?.();
      reader.wake = undefined;
    }
  }

  /** Merges what came since the last time, but nothing across the place where a reader stands. */
  #compact(): void {
    const from = this.#merged;
    const rest = this.#entries.splice(from);
    const end = from + rest.length;
    const places = new Set(
      [...this.#readers].map(({ cursor }) => cursor).filter((at) => at > from),
    );
    const moved = new Map<number, number>();
    let at = from;
    for (const next of [...places.add(end)].toSorted((one, other) => one - other)) {
      for (const entry of this.#merge(rest.slice(at - from, next - from)))
        this.#entries.push(entry);
      moved.set(next, this.#entries.length);
      at = next;
    }
    for (const reader of this.#readers) reader.cursor = moved.get(reader.cursor) ?? reader.cursor;
    this.#merged = this.#entries.length;
  }
}
