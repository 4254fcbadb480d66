// In: facts about the lanes beside an answer, in any order. Out: operations that hold a frame of one lane, and back.
// Every lane has a cursor of its own, so its growing text costs what the answer's own costs. It is dropped with its end.
// Knows nothing of what is in a lane.

import type { InnerFlow } from './beside-event.js';
import type { InstantEvent, InstantEventInput, LaneEvent } from './event.js';
import type { FrameOp } from './frame-op.js';

/**
 * What follows of one lane, as it travels. `chunk`, null for none, is there where who shows it is another than before, and
 * then `within` is, too, where there is one.
 */
export interface LaneOp {
  readonly type: 'lane';
  readonly lane: string;
  readonly chunk?: string | null;
  readonly within?: readonly InnerFlow[] | undefined;
  readonly frame: readonly unknown[];
}

type LaneFact = Extract<InstantEventInput, { readonly type: 'lane' }>;

interface Open<Coder> {
  readonly coder: Coder;
  /** Who showed the lane last. */
  chunk?: string | undefined;
  within?: readonly InnerFlow[] | undefined;
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
  readonly within: readonly InnerFlow[] | undefined;
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

  add(ops: FrameOp[], { lane, chunk, within, event }: LaneFact): void {
    const row = this.#row;
    if (row?.lane !== lane || row.chunk !== chunk || row.within !== within) this.flush(ops);
    (this.#row ??= { lane, chunk, within, events: [] }).events.push(event);
    if (isLast(event)) this.flush(ops);
  }

  flush(ops: FrameOp[]): void {
    const row = this.#row;
    if (row === undefined) return;
    this.#row = undefined;
    const { lane, chunk, within, events } = row;
    const open = openIn(this.#open, lane, this.#create);
    const frame = open.coder.write(events);
    if (events.some(isLast)) this.#open.delete(lane);
    if (frame.length === 0) return;
    // What is undefined, JSON leaves out.
    const told: LaneOp =
      chunk === open.chunk && within === open.within
        ? { type: 'lane', lane, frame }
        : { type: 'lane', lane, chunk: chunk ?? null, within, frame };
    open.chunk = chunk;
    open.within = within;
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
  read({ lane, chunk, within, frame }: LaneOp, events: InstantEvent[]): void {
    const open = openIn(this.#open, lane, this.#create);
    if (chunk !== undefined) {
      open.chunk = typeof chunk === 'string' ? chunk : undefined;
      open.within = within;
    }
    const source = {
      ...(open.chunk !== undefined && { chunk: open.chunk }),
      ...(open.within && { within: open.within }),
    };
    for (const event of open.coder.read(frame)) {
      const fact: LaneEvent = { type: 'lane', lane, ...source, event };
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
  if (open === undefined) lanes.set(lane, (open = { coder: create() }));
  return open;
}

function isLast({ type }: InstantEventInput): boolean {
  return type === 'end' || type === 'error';
}
