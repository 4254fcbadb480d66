// In: the run of a flow, and the name of a lane. Out: a run of that lane alone, live, also for who comes late.
// A lane is an answer like any other, so an ordinary run shows it: its transport is what the flow's run is told.
// Knows nothing of React.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { createInstantRun, InstantClientError, liveRun } from '../../client/index.js';
import type { BesideEvent, InstantRun, RunBeside } from '../../client/index.js';
import type { EndEvent, InstantEvent } from '../../protocol/index.js';
import { createChannel, type Channel } from './channel.js';

type AnyRun = InstantRun<unknown, never>;

const STOPPED: EndEvent = { type: 'end', outcome: 'stopped', incomplete: [] };

/** A run that can also be read as a server rendered it. */
interface RenderedRun extends AnyRun {
  readonly getServerRun: () => AnyRun;
}

/**
 * A lane of a flow: a stream to every component that takes one. It follows the flow while a component holds it, and of one
 * that none does yet until another run begins: what was rendered may still be waiting for it.
 */
export class LaneRun {
  readonly name: string;
  readonly run: RenderedRun;
  readonly #root: AnyRun;
  readonly #byName: Map<string, LaneRun>;
  readonly #beside: RunBeside;
  readonly #live: AnyRun;
  #schema: StandardSchemaV1 | undefined;
  /** The flow ended before the lane began. */
  #isLeftOut = false;
  #channel: Channel | undefined;
  #holders = 0;
  /** The flow ended with it: nobody waits for it who does not hold it. */
  #isSeenOff = false;
  /** Empty while it follows nothing. */
  #leaves: readonly (() => void)[] = [];

  constructor({ root, byName }: Lanes, name: string, schema: StandardSchemaV1 | undefined) {
    this.name = name;
    this.#root = root;
    this.#byName = byName;
    this.#beside = root.beside;
    this.#live = liveRun(root);
    this.#schema = schema;
    const readSchema = () => this.#schema;
    const create = () =>
      createInstantRun<unknown, undefined>({
        transport: { open: refuse },
        get schema() {
          return readSchema();
        },
      });
    let first: AnyRun | undefined;
    this.run = {
      ...create(),
      lane: name,
      // What is told beside the flow's result is told here, too: lanes may stand in one another.
      beside: root.beside,
      answer: root.answer,
      // What shows a field compares a server's HTML with this: no lane begins there.
      getServerRun: () => (first ??= create()),
    };
    this.#join();
  }

  /** Says that a component shows it, until the function returned is called. */
  readonly hold = (): (() => void) => {
    this.#holders += 1;
    if (this.#leaves.length === 0) {
      this.#clear();
      this.#join();
    }
    return () => {
      this.#holders -= 1;
      // Who holds it in the same moment again, as in strict mode, finds it as it was.
      queueMicrotask(() => {
        if (this.#holders === 0) this.#leave();
      });
    };
  };

  /** Reads the lane with a schema, unless it is read with one already. */
  adopt(schema: StandardSchemaV1 | undefined): void {
    if (schema === undefined || this.#schema !== undefined) return;
    this.#schema = schema;
    if (this.#channel !== undefined) this.#begin();
  }

  #join(): void {
    const { name } = this;
    if (!this.#byName.has(name)) this.#byName.set(name, this);
    if (this.#beside.getLane(name).length > 0) this.#begin();
    else this.#follow();
    const leaves = [
      this.#beside.subscribe((event) => this.#hear(event)),
      this.#root.subscribe(() => this.#follow()),
      this.run.travel?.follow(this.#root.travel, name),
    ];
    this.#leaves = leaves.filter((leave) => leave !== undefined);
  }

  /** From now on it is as it is, and who asks for a lane of its name is given another. */
  #leave(): void {
    for (const leave of this.#leaves) leave();
    this.#leaves = [];
    if (this.#byName.get(this.name) === this) this.#byName.delete(this.name);
  }

  #begin(): void {
    const told = this.#beside.getLane(this.name);
    const last = told.at(-1);
    const channel = createChannel();
    this.#channel = channel;
    this.#isLeftOut = told.length === 0;
    const isOver = last !== undefined && isLast(last);
    if (isOver) channel.push(last);
    const events = isOver ? told.slice(0, -1) : [...told];
    const begun = { events, open: () => channel.read() };
    // A run of no input is one of any.
    void (this.run as unknown as InstantRun).submit(undefined, begun);
    // What came of the flow may all have come before it was kept here.
    queueMicrotask(() => this.#follow());
  }

  #hear(event: BesideEvent | undefined): void {
    if (event === undefined) {
      this.#clear();
      if (this.#isSeenOff && this.#holders === 0) this.#leave();
    } else if (event.type === 'lane' && event.lane === this.name) {
      if (this.#channel === undefined || this.#channel.isClosed) this.#begin();
      else this.#channel.push(event.event);
    }
  }

  /** The flow is over, and with it what it had not ended, or not begun. */
  #follow(): void {
    const { status } = this.#live.getSnapshot();
    const isOver = status === 'complete' || status === 'stopped' || status === 'error';
    if (!isOver) {
      if (this.#isLeftOut) this.#clear();
    } else {
      if (this.#channel === undefined) this.#begin();
      if (!this.#channel?.isClosed) this.#channel?.push(STOPPED);
      this.#isSeenOff = true;
    }
  }

  #clear(): void {
    this.#channel = undefined;
    this.#isLeftOut = false;
    this.run.reset();
  }
}

interface Lanes {
  /** The run of the flow, whichever of its lanes somebody asks by. */
  readonly root: AnyRun;
  readonly byName: Map<string, LaneRun>;
}

/**
 * Of the module, and harmless: nothing can be found in it without the very run that is the key, and an entry is collected
 * with its run.
 */
const lanesOf = new WeakMap<RunBeside, Lanes>();

function findLanes(run: AnyRun): Lanes {
  let lanes = lanesOf.get(run.beside);
  if (lanes === undefined) {
    lanes = { root: run, byName: new Map() };
    lanesOf.set(run.beside, lanes);
  }
  return lanes;
}

/** The flow's own run, where `run` may be one of a lane. */
export function flowRun(run: AnyRun): AnyRun {
  return findLanes(run).root;
}

/** Finds the run of a lane, or makes it. */
export function findLane(run: AnyRun, name: string, schema: StandardSchemaV1 | undefined): LaneRun {
  const lanes = findLanes(run);
  return lanes.byName.get(name) ?? new LaneRun(lanes, name, schema);
}

function isLast({ type }: InstantEvent): boolean {
  return type === 'end' || type === 'error';
}

/** A lane is told by the flow: there is nobody who could be asked for it, or for a field of it. */
function refuse(): never {
  throw new InstantClientError(
    'usage',
    'invalid-option',
    'A lane cannot be asked for by itself: it comes with the answer of its flow. Retry the stream of the flow.',
  );
}
