// In: items, for whoever watches. Out: any number of readers, each from the first item the log still has.
// A reader that is slow makes `put` wait; where nobody reads, the log forgets its oldest items instead of growing, but not
// what is still so.
// Knows nothing of executions.

import { FlowError } from './error.js';
import { ForgottenNews, type News } from './forgotten-news.js';

export interface ReadOptions {
  /**
   * Where a reader begins whose first items the log no longer has: `start` refuses it with `stream-overrun`, `oldest`
   * gives it what is left. @default 'start'
   */
  readonly from?: 'start' | 'oldest';
}

export interface KeptItems<Item> {
  /** How many came before, and are lost. */
  readonly forgotten: number;
  readonly items: readonly Item[];
  readonly isEnded: boolean;
}

/** What another stream had. */
export interface GivenItems<Item> extends KeptItems<Item> {
  /** Those of the items that are news. */
  readonly news: ReadonlyMap<Item, News>;
  /** What every reader is given first, because it is still so, though it came before what is kept. */
  readonly opening: Iterable<readonly [about: string, item: Item]>;
}

interface ReadHooks extends ReadOptions {
  /** Called with the first `next()`. */
  readonly onJoin?: () => void;
  /** Called when the reader left before the end. */
  readonly onLeave?: () => void;
}

interface Reader {
  /** Number of the next item, counted from the first ever put. */
  cursor: number;
  hasLeft: boolean;
  wake: (() => void) | undefined;
}

export class RuntimeStream<Item> {
  readonly #limit: number;
  readonly #readers = new Set<Reader>();
  readonly #remedy: string;
  readonly #news = new ForgottenNews<Item>();
  #log: Item[] = [];
  /** How many items the log has forgotten. */
  #forgotten = 0;
  /** How many of them, and of those before, nobody can be told any more. */
  #lost = 0;
  #writers: (() => void)[] = [];
  #end: { readonly error: Error | undefined } | undefined;

  /**
   * `limit` is how many items a reader may be behind, and how many are kept for one that comes late. `given` is what another
   * stream had, which this one goes on with. `remedy` says what to do about a reader that comes too late.
   */
  constructor(
    limit: number,
    given?: GivenItems<Item>,
    remedy = "take what is left with getRuntimeStream({ from: 'oldest' })",
  ) {
    this.#limit = limit;
    this.#remedy = remedy;
    if (given === undefined) return;
    this.openWith(given.opening);
    for (const [item, news] of given.news) this.#news.note(item, news);
    this.#log = [...given.items];
    this.#lost = given.forgotten;
    if (given.isEnded) this.#end = { error: undefined };
  }

  /** What a reader that comes now could see. */
  get kept(): KeptItems<Item> {
    const items = [...this.#news.items, ...this.#log];
    return { forgotten: this.#lost, items, isEnded: this.isEnded };
  }

  get isEnded(): boolean {
    return this.#end !== undefined;
  }

  /** A reader is so far behind that whoever puts something waits. */
  get isFull(): boolean {
    return this.#end === undefined && !this.#hasRoom();
  }

  /**
   * Adds an item and waits while a reader is too far behind. False if the stream has ended and nobody will see it. With
   * `news` it may be forgotten, and whoever comes late is told the last about the same, unless that is over.
   */
  async put(item: Item, news?: News): Promise<boolean> {
    if (this.#end !== undefined) return false;
    this.#log.push(item);
    if (news !== undefined) this.#news.note(item, news);
    this.#trim();
    this.#wakeReaders();
    while (this.#end === undefined && !this.#hasRoom()) {
      await new Promise<void>((resolve) => this.#writers.push(resolve));
    }
    return true;
  }

  /** Gives every reader this first, whatever is forgotten, until there is later news about it. */
  openWith(items: GivenItems<Item>['opening']): void {
    for (const [about, item] of items) this.#news.keep(about, item);
  }

  /** Calls `go` when a stream that is full has room again, or has ended. */
  whenRoom(go: () => void): void {
    this.#writers.push(go);
  }

  /** Nothing follows. Readers get what was put before, then the error if there is one. */
  end(error?: Error): void {
    if (this.#end !== undefined) return;
    this.#end = { error };
    this.#wakeReaders();
    this.#wakeWriters();
  }

  /** A reader. It counts from its first `next()`; `return()` and `throw()` take effect even while a `next()` waits. */
  read(hooks: ReadHooks = {}): AsyncGenerator<Item, void, undefined> {
    const reader: Reader = { cursor: 0, hasLeft: false, wake: undefined };
    const generator = this.#drain(reader, hooks);
    return leaveAtOnce(generator, () => this.#leave(reader, hooks));
  }

  async *#drain(reader: Reader, hooks: ReadHooks): AsyncGenerator<Item, void, undefined> {
    if (reader.hasLeft) return;
    this.#join(reader, hooks);
    try {
      for (const item of this.#news.items) {
        yield item;
        if (reader.hasLeft) return;
      }
      while (!reader.hasLeft) {
        const index = reader.cursor - this.#forgotten;
        if (index < this.#log.length) {
          const item = this.#log[index] as Item;
          reader.cursor++;
          // Who is woken may put something, and the log forget what has been read.
          this.#wakeWriters();
          yield item;
        } else if (this.#end !== undefined) {
          if (this.#end.error !== undefined) throw this.#end.error;
          return;
        } else await new Promise<void>((resolve) => (reader.wake = resolve));
      }
    } finally {
      this.#leave(reader, hooks);
    }
  }

  #join(reader: Reader, { from = 'start', onJoin }: ReadHooks): void {
    if (this.#lost > 0 && from === 'start') {
      throw new FlowError(
        'stream-overrun',
        `The stream began ${this.#lost} items before what it still has. Read it from the beginning, ` +
          `raise \`streamBuffer\`, or ${this.#remedy}.`,
      );
    }
    reader.cursor = this.#forgotten;
    this.#readers.add(reader);
    onJoin?.();
  }

  #leave(reader: Reader, { onLeave }: ReadHooks): void {
    if (reader.hasLeft) return;
    reader.hasLeft = true;
    reader.wake?.();
    this.#readers.delete(reader);
    this.#wakeWriters();
    if (this.#end === undefined) onLeave?.();
  }

  #hasRoom(): boolean {
    return this.#forgotten + this.#log.length - this.#slowest() <= this.#limit;
  }

  /** The next item of the reader that is furthest behind; without readers there is nothing to wait for. */
  #slowest(): number {
    let slowest = this.#forgotten + this.#log.length;
    for (const { cursor } of this.#readers) slowest = Math.min(slowest, cursor);
    return slowest;
  }

  /** Forgets a whole buffer at a time: dropping items one by one would move the rest each time. */
  #trim(): void {
    if (this.#log.length < 2 * this.#limit) return;
    const unread = this.#forgotten + this.#log.length - this.#slowest();
    const dropped = this.#log.length - Math.max(this.#limit, unread);
    if (dropped < this.#limit) return;
    this.#lost += this.#news.forget(this.#log.slice(0, dropped));
    this.#log = this.#log.slice(dropped);
    this.#forgotten += dropped;
  }

  #wakeReaders(): void {
    for (const reader of this.#readers) {
      reader.wake?.();
      reader.wake = undefined;
    }
  }

  #wakeWriters(): void {
    if (this.#writers.length === 0 || (this.#end === undefined && !this.#hasRoom())) return;
    const writers = this.#writers;
    this.#writers = [];
    for (const wake of writers) wake();
  }
}

/** An async generator queues `return()` and `throw()` behind a pending `next()`, which may wait for a silent chunk for ever. */
export function leaveAtOnce<Item>(
  generator: AsyncGenerator<Item, void, undefined>,
  leave: () => void,
): AsyncGenerator<Item, void, undefined> {
  const close = generator.return.bind(generator);
  generator.return = (value) => {
    leave();
    return close(value);
  };
  const fail = generator.throw.bind(generator);
  generator.throw = (error) => {
    leave();
    return fail(error);
  };
  return generator;
}
