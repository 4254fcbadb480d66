// In: a snapshot from anywhere, and a flow. Out: what an execution and all its parts have to know, with every reference checked.
// All of it is read before anything is made of it: what is refused has done nothing.
// Knows nothing of executions.

import { getOwn, isContainer } from '../internal/own.js';
import { ChunkStep } from './chunk-step.js';
import { FlowError } from './error.js';
import type { News } from './forgotten-news.js';
import type { FlowInterrupt, InterruptNews } from './interrupt-types.js';
import { newsOf } from './interrupts.js';
import { readBoxed, readPart, stepOf, type LoadedPart } from './load-part.js';
import type { GivenItems } from './runtime-stream.js';
import { SnapshotPart } from './snapshot-part.js';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from './snapshot.js';
import { standingOf, standIn } from './standing.js';
import type { FlowHome, FlowStep } from './step.js';
import { SubFlowStep } from './sub-flow-step.js';

/** A value that another flow was run for. `within` is 0 for the whole, else 1 more than the index of the call it stands in. */
export interface LoadedCall {
  readonly step: FlowStep;
  readonly within: number;
  readonly scope: number;
  readonly signal: number;
  readonly value: unknown;
  readonly part: LoadedPart;
}

export interface LoadedInterrupt {
  readonly interrupt: FlowInterrupt;
  readonly step: ChunkStep;
  readonly within: number;
  readonly scope: number;
  readonly otherwise: { readonly value: unknown } | undefined;
}

export type LoadedExecution = ReturnType<typeof readSnapshot>;

/** @throws {FlowError} `invalid-snapshot` */
export function readSnapshot(given: unknown, home: FlowHome) {
  const whole = new SnapshotPart(typeof given === 'string' ? parse(given) : given);
  if (whole.part('format').text() !== SNAPSHOT_FORMAT) whole.part('format').refuse('is another');
  if (whole.part('version').count() !== SNAPSHOT_VERSION) {
    whole.part('version').refuse(`is not ${SNAPSHOT_VERSION}, the one that is understood here`);
  }
  const status = whole.part('status').text();
  if (status !== 'waiting' && status !== 'completed') whole.part('status').refuse('is unknown');
  const stream = whole.part('stream');
  const isEnded = stream.part('isEnded').flag();
  const part = readPart(whole, home, standingOf(home), isEnded);
  const calls = whole.has('calls') ? readCalls(whole.part('calls'), part) : [];
  const asked = whole.part('asked').count();
  return {
    ...part,
    signals: whole.part('signals').count(),
    isCompleted: status === 'completed',
    calls,
    interrupts: readInterrupts(whole.part('interrupts'), asked, [
      part,
      ...calls.map((call) => call.part),
    ]),
    asked,
    stream: {
      forgotten: stream.part('forgotten').count(),
      items: stream
        .part('items')
        .list()
        .map((item) => item.value()),
      isEnded,
    },
  };
}

/** What is still asked is known, also where the stream had forgotten that it was: every reader is given that first. */
export function keptItems({ stream, interrupts }: LoadedExecution): GivenItems<unknown> {
  const open = new Map<unknown, InterruptNews>();
  for (const { interrupt } of interrupts) {
    open.set(interrupt.id, { type: 'interrupt', action: 'pause', interrupt });
  }
  const news = new Map<unknown, News>();
  for (const item of stream.items) {
    const id = idOfQuestion(item);
    const asked = open.get(id);
    if (asked !== undefined) news.set(item, newsOf(asked));
    open.delete(id);
  }
  const opening = [...open.values()].map((asked) => [newsOf(asked).about, asked] as const);
  return { ...stream, news, opening, forgotten: Math.max(0, stream.forgotten - opening.length) };
}

function idOfQuestion(item: unknown): unknown {
  if (!isContainer(item) || getOwn(item, 'action') !== 'pause') return undefined;
  const interrupt = getOwn(item, 'interrupt');
  return isContainer(interrupt) ? getOwn(interrupt, 'id') : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FlowError('invalid-snapshot', 'A saved execution is JSON, and this text is not.', {
      cause,
    });
  }
}

/** What a call stands in comes before it. */
function readCalls(list: SnapshotPart, whole: LoadedPart): readonly LoadedCall[] {
  const parts = [whole];
  return list.list().map((each) => {
    const { within, part: around } = readWithin(each, parts);
    const step = stepOf(each, around.home.table);
    if (!(step instanceof SubFlowStep)) {
      return each.part('step').refuse('runs no other flow in this flow');
    }
    const part = readExecution(each.part('execution'), step, around);
    parts.push(part);
    return {
      step,
      within,
      scope: each.part('scope').count(around.scopes.length),
      signal: each.part('signal').count(),
      value: each.part('value').value(),
      part,
    };
  });
}

function readExecution(part: SnapshotPart, step: FlowStep, around: LoadedPart): LoadedPart {
  const standing = standIn(around.standing, step);
  return readPart(part, step.home, standing, part.part('isStreamEnded').flag());
}

/** The execution that something stands in. */
function readWithin(each: SnapshotPart, parts: readonly LoadedPart[]) {
  const within = each.has('call') ? each.part('call').count() + 1 : 0;
  const part = parts[within] ?? each.part('call').refuse('is no call before it');
  return { within, part };
}

function readInterrupts(
  list: SnapshotPart,
  asked: number,
  parts: readonly LoadedPart[],
): readonly LoadedInterrupt[] {
  const ids = new Set<string>();
  return list.list().map((each) => {
    const id = each.part('id').text();
    const isId = /^[1-9]\d*$/.test(id) && Number(id) <= asked && !ids.has(id);
    if (!isId) each.part('id').refuse('is none, or comes twice');
    ids.add(id);
    const { within, part } = readWithin(each, parts);
    const step = stepOf(each, part.home.table);
    if (!(step instanceof ChunkStep)) return each.part('step').refuse('is no chunk of this flow');
    const interrupt: FlowInterrupt = {
      id,
      name: each.part('name').text(),
      chunk: each.part('chunk').text(),
      payload: each.part('payload').value(),
      ...part.standing.within,
      ...(each.has('expiresAt') ? { expiresAt: each.part('expiresAt').count() } : {}),
    };
    const otherwise = readBoxed(each, 'otherwise');
    const scope = each.part('scope').count(part.scopes.length);
    return { interrupt, step, within, scope, otherwise };
  });
}
