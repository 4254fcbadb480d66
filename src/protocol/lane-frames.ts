// In: facts about the lanes beside an answer, in any order. Out: operations that hold a frame of one lane, and back.
// Every lane has a cursor of its own, so its growing text costs what the answer's own costs. It is dropped with its end.
// Knows nothing of what is in a lane.

import type { InstantEvent, InstantEventInput, LaneEvent } from './event.js';
import type { FrameOp } from './frame-op.js';

/** What follows of one lane, as it travels. `chunk` is there where it is another than before; null for none. */
export interface LaneOp {
  readonly type: 'lane';
  readonly lane: string;
  readonly chunk?: string | null;
  readonly frame: readonly unknown[];
}

type LaneFact = Extract<InstantEventInput, { readonly type: 'lane' }>;

interface Open<Coder> {
  readonly coder: Coder;
  chunk: string | undefined;
}

/** What writes one answer's operations. */
export interface OpWriter {
  write(events: readonly InstantEventInput[]): readonly FrameOp[];
}

/** What reads one answer's operations. */
export interface OpReader {
  /** @throws {TypeError} */
  read(ops: readonly unknown[]): readonly InstantEvent[];
}

interface Row {
  readonly lane: string;
  readonly chunk: string | undefined;
  readonly events: InstantEventInput[];
}

/** Facts about one lane that follow one another become one operation. */
export class LaneWriter {
  readonly #create: () => OpWriter;
  readonly #open = new Map<string, Open<OpWriter>>();
  #row: Row | undefined;

  constructor(create: () => OpWriter) {
    this.#create = create;
  }

  add(ops: FrameOp[], { lane, chunk, event }: LaneFact): void {
    if (this.#row?.lane !== lane || this.#row.chunk !== chunk) this.flush(ops);
    const row = (this.#row ??= { lane, chunk, events: [] });
    row.events.push(event);
    if (isLast(event)) this.flush(ops);
  }

  flush(ops: FrameOp[]): void {
    const row = this.#row;
    if (row === undefined) return;
    this.#row = undefined;
    const { lane, chunk, events } = row;
    const open = openIn(this.#open, lane, this.#create);
    const frame = open.coder.write(events);
    if (events.some(isLast)) this.#open.delete(lane);
    if (frame.length === 0) return;
    const told: LaneOp =
      chunk === open.chunk
        ? { type: 'lane', lane, frame }
        : { type: 'lane', lane, chunk: chunk ?? null, frame };
    open.chunk = chunk;
    ops.push(told);
  }
}

export class LaneReader {
  readonly #create: () => OpReader;
  readonly #open = new Map<string, Open<OpReader>>();

  constructor(create: () => OpReader) {
    this.#create = create;
  }

  /** @throws {TypeError} when the lane's frame does not fit its cursor */
  read({ lane, chunk, frame }: LaneOp, events: InstantEvent[]): void {
    const open = openIn(this.#open, lane, this.#create);
    if (chunk !== undefined) open.chunk = typeof chunk === 'string' ? chunk : undefined;
    const told = open.chunk === undefined ? { lane } : { lane, chunk: open.chunk };
    for (const event of open.coder.read(frame)) {
      const fact: LaneEvent = { type: 'lane', ...told, event };
      events.push(fact);
      if (isLast(event)) this.#open.delete(lane);
    }
  }
}

function openIn<Coder>(
  lanes: Map<string, Open<Coder>>,
  lane: string,
  create: () => Coder,
): Open<Coder> {
  let open = lanes.get(lane);
  if (open === undefined) lanes.set(lane, (open = { coder: create(), chunk: undefined }));
  return open;
}

function isLast({ type }: InstantEventInput): boolean {
  return type === 'end' || type === 'error';
}
