// In: an object that claims to tell something beside an answer. Out: whether it has all that its type demands.
// Both what comes over the wire and what a source yields is looked at here. Values are anybody's own business.
// Knows nothing of who asks.

import type { InterruptEvent, ProgressEvent, ProgressPhase } from './beside-event.js';

type Loose = Readonly<Record<string, unknown>>;

const ACTIONS: ReadonlySet<unknown> = new Set<InterruptEvent['action']>([
  'pause',
  'resume',
  'expire',
  'cancel',
]);
const PHASES: ReadonlySet<unknown> = new Set<ProgressPhase>([
  'begin',
  'end',
  'fail',
  'wait',
  'cancel',
]);
const COUNTS = [
  'active',
  'waiting',
  'done',
  'failed',
] as const satisfies readonly (keyof ProgressEvent)[];

/** True of events of another type, too: they are looked at elsewhere. */
export function isSoundBeside(event: Loose): boolean {
  switch (event['type']) {
    case 'lane':
      return isText(event['lane']) && isTextOrNone(event['chunk']);
    case 'signal':
      return isText(event['name']);
    case 'interrupt':
      return (
        ACTIONS.has(event['action']) && isText(event['executionId']) && isAsked(event['interrupt'])
      );
    case 'progress':
      return (
        isText(event['chunk']) &&
        PHASES.has(event['phase']) &&
        COUNTS.every((name) => Number.isInteger(event[name]))
      );
    default:
      return true;
  }
}

function isAsked(interrupt: unknown): boolean {
  if (typeof interrupt !== 'object' || interrupt === null) return false;
  return ['id', 'name', 'chunk'].every((name) => isText(Reflect.get(interrupt, name)));
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || isText(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
