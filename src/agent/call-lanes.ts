// In: the events of a response that calls tools. Out: the same, with each call in lanes beside the answer.
// A route sends lanes and keeps events of tools to itself: what is in none of these lanes never leaves the server.
// Knows nothing of who chooses what is shown.

import {
  formatPath,
  toEvents,
  type EndEvent,
  type InstantEvent,
  type LaneEvent,
  type ToolEvent,
} from '../protocol/index.js';

/** Says of a tool, by its name, whether it is chosen. */
export type Choice = (toolName: string) => boolean;

export async function* tellCalls<T>(
  events: AsyncIterable<InstantEvent<T>>,
  isShown: Choice,
  hasResults: Choice,
): AsyncGenerator<InstantEvent<T>, void, undefined> {
  const lanes = new CallLanes(isShown, hasResults);
  try {
    for await (const event of events) {
      // No call goes on beyond them.
      if (event.type === 'attempt' || event.type === 'end') yield* lanes.endAll();
      yield event;
      if (event.type === 'tool') yield* lanes.tell(event);
    }
  } catch (error) {
    yield* lanes.endAll();
    throw error;
  }
}

const COMPLETE: EndEvent = { type: 'end', outcome: 'complete', incomplete: [] };
const STOPPED: EndEvent = { type: 'end', outcome: 'stopped', incomplete: [] };

class CallLanes {
  readonly #isShown: Choice;
  readonly #hasResults: Choice;
  /** Of inputs that are being written, or wait for their turn. */
  readonly #open = new Set<string>();

  constructor(isShown: Choice, hasResults: Choice) {
    this.#isShown = isShown;
    this.#hasResults = hasResults;
  }

  tell(event: ToolEvent): readonly LaneEvent[] {
    const { toolName, index } = event;
    if (!this.#isShown(toolName)) return [];
    const input = formatPath(['tool', toolName, index]);
    const result = formatPath(['result', toolName, index]);
    switch (event.phase) {
      case 'input':
        this.#open.add(input);
        return inLane(input, [event.field]);
      case 'call':
        this.#open.delete(input);
        return inLane(input, [COMPLETE]);
      case 'result': {
        const output = this.#hasResults(toolName) ? event.output : null;
        return inLane(result, [...toEvents(output), COMPLETE]);
      }
      default: {
        const isCalled = !this.#open.delete(input);
        const { code } = event;
        const message = this.#hasResults(toolName) ? event.message : 'The call came to nothing.';
        return inLane(isCalled ? result : input, [{ type: 'error', code, message }]);
      }
    }
  }

  /** Those that were never called. */
  endAll(): readonly LaneEvent[] {
    const ends = [...this.#open].flatMap((lane) => inLane(lane, [STOPPED]));
    this.#open.clear();
    return ends;
  }
}

function inLane(lane: string, events: readonly InstantEvent[]): readonly LaneEvent[] {
  return events.map((event) => ({ type: 'lane', lane, event }));
}
