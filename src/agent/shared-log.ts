// In: entries from one source, asked for one step at a time. Out: any number of readers, each from the first entry.
// A reader is a cursor, nothing more; the fastest one pulls, the others find what it pulled in the log.
// Knows nothing of models or events.

/** Where the entries come from. */
export interface LogSource {
  /** Brings the source one step on: appends to the log, or ends it. Must not reject. */
  pull(): Promise<void>;
  /** The last reader left before the end. */
  abandon(): void;
}

interface Reader {
  cursor: number;
  hasLeft: boolean;
  wake: (() => void) | undefined;
}

/** An append-only log that is pulled by its readers. */
export class SharedLog<Entry extends string | object> {
  readonly #source: LogSource;
  readonly #entries: Entry[] = [];
  readonly #readers = new Set<Reader>();
  #isPulling = false;
  #isEnded = false;

  constructor(source: LogSource) {
    this.#source = source;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  append(entries: readonly Entry[]): void {
    for (const entry of entries) this.#entries.push(entry);
    this.#wakeAll();
  }

  /** Nothing follows. Readers still get everything appended before. */
  end(): void {
    this.#isEnded = true;
    this.#wakeAll();
  }

  /**
   * A reader from the first entry on. `select` picks what it sees: `undefined` skips an entry, a throw ends the reader
   * with that error. The reader counts from its first `next()`; `return()` takes effect even while a `next()` waits.
   */
  read<Value>(select: (entry: Entry) => Value | undefined): AsyncGenerator<Value, void, undefined> {
    const reader: Reader = { cursor: 0, hasLeft: false, wake: undefined };
    const generator = this.#drain(reader, select);
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
  ): AsyncGenerator<Value, void, undefined> {
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
    } finally {
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
}
