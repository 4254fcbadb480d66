// In: what is told beside an answer, and what was told of it up to some moment. Out: the one or the other, whichever is shown.
// Only where an application is developed.
// Knows nothing of runs, or of who shows it.

import { createFrameDecoder, createFrameEncoder } from '../protocol/index.js';
import type { InstantEvent, InstantEventInput } from '../protocol/index.js';
import type { BesideEvent, RunBeside } from './beside-snapshot.js';
import { Beside } from './beside.js';
import { tell } from './tell.js';

export interface PastBeside {
  /** What is shown; its listeners are called without an event when it is something else. */
  readonly shown: RunBeside;
  /** Takes what was told up to some moment, to be shown from now on. */
  readonly fill: (events: readonly InstantEventInput[]) => void;
  /** Says that something else is shown. */
  readonly tell: () => void;
}

export function createPastBeside(live: RunBeside, isAway: () => boolean): PastBeside {
  const past = new Beside();
  const listeners = new Set<(event?: BesideEvent) => void>();
  let isFilling = false;
  const tellAll = (event?: BesideEvent) => {
    const present = [...listeners];
    for (const listener of present) tell(() => listener(event));
  };
  // What keeps facts is loaded for the first: then it is there before anybody travels.
  const leave = live.subscribe((event) => {
    if (event) past.hear(event);
    leave();
  });
  live.subscribe((event) => {
    if (!isAway()) tellAll(event);
  });
  past.subscribe(() => {
    if (isAway() && !isFilling) tellAll();
  });
  const shown = () => (isAway() ? past : live);
  return {
    shown: {
      getSnapshot: () => shown().getSnapshot(),
      getLane: (name) => shown().getLane(name),
      subscribe(listener) {
        const own = (event?: BesideEvent) => listener(event);
        listeners.add(own);
        return () => void listeners.delete(own);
      },
    },
    fill(events) {
      isFilling = true;
      past.clear();
      for (const event of asTold(events)) past.hear(event);
      isFilling = false;
    },
    tell: () => tellAll(),
  };
}

/** Of a text that grows in a lane the pieces are enough: by way of frames each is told what it was. */
function asTold(events: readonly InstantEventInput[]): readonly InstantEvent[] {
  const lanes = events.filter(({ type }) => type === 'lane');
  const frame = createFrameEncoder().encode(lanes);
  const told = frame === '' ? [] : createFrameDecoder().decode(frame);
  const others = events.filter(
    (event) =>
      event.type === 'signal' ||
      event.type === 'item' ||
      event.type === 'interrupt' ||
      event.type === 'progress',
  );
  return [...told, ...others];
}
