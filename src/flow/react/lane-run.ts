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

/** A lane of a flow: a stream to every component that takes one. The same object for as long as the flow's run lives. */
export class LaneRun {
  readonly name: string;
  readonly run: RenderedRun;
  readonly #beside: RunBeside;
  readonly #live: AnyRun;
  #schema: StandardSchemaV1 | undefined;
  /** The flow ended before the lane began. */
  #isLeftOut = false;
  #channel: Channel | undefined;

  constructor(root: AnyRun, name: string, schema: StandardSchemaV1 | undefined) {
    this.name = name;
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
    if (this.#beside.getLane(name).length > 0) this.#begin();
    else this.#follow();
    this.#beside.subscribe((event) => this.#hear(event));
    root.subscribe(() => this.#follow());
    this.run.travel?.follow(root.travel, name);
  }

  /** Reads the lane with a schema, unless it is read with one already. */
  adopt(schema: StandardSchemaV1 | undefined): void {
    if (schema === undefined || this.#schema !== undefined) return;
    this.#schema = schema;
    if (this.#channel !== undefined) this.#begin();
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
    if (event === undefined) this.#clear();
    else if (event.type === 'lane' && event.lane === this.name) {
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
  const { root, byName } = findLanes(run);
  let lane = byName.get(name);
  if (lane === undefined) byName.set(name, (lane = new LaneRun(root, name, schema)));
  return lane;
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
