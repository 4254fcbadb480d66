// In: one event and its time. Out: the line that tells of it, for a file, a pipe, or a log.
// Columns are as wide as the widest path so far, within bounds.
// Knows nothing of where lines go.

import { isFieldEvent, type InstantEvent, type ProgressEvent } from '../protocol/index.js';
import { paint, type Tone } from './paint.js';
import { count, showPath, showTime, showValue } from './show-value.js';
import { cutEnd, cutStart, padTo, toPrintable, widthOf } from './text-width.js';
import type { Row } from './waterfall.js';

const PATH_WIDTH = { least: 14, most: 40 };
const VALUE_WIDTH = 80;
const WORD_WIDTH = 7;

export interface LineOptions {
  readonly hasColor: boolean;
  /** Also of what has only begun, or grew. */
  readonly hasEveryEvent: boolean;
}

export interface LineWriter {
  /** Nothing for an event that has no line. */
  lineOf(event: InstantEvent, atMs: number): string | undefined;
  /** The line of a field that never ended. */
  lineOfOpen(row: Row): string;
}

export function createLineWriter({ hasColor, hasEveryEvent }: LineOptions): LineWriter {
  let pathWidth = PATH_WIDTH.least;

  const line = (atMs: number, word: string, path: string, value: string) => {
    const name = cutStart(path, PATH_WIDTH.most);
    pathWidth = Math.max(pathWidth, widthOf(name));
    const state = paint(word, toneOf(word), hasColor) + ' '.repeat(padOf(word));
    const text = cutEnd(value, VALUE_WIDTH);
    return `${showTime(atMs).padStart(8)}  ${state}${padTo(name, pathWidth)}  ${text}`.trimEnd();
  };

  const lineOf = (event: InstantEvent, atMs: number, lane?: string): string | undefined => {
    const { type } = event;
    if (type === 'lane') return lineOf(event.event, atMs, event.lane);
    const place = lane === undefined ? '' : showPath('', lane);
    if (isFieldEvent(event)) {
      if (!hasEveryEvent && (type === 'start' || type === 'delta')) return undefined;
      return line(atMs, type, showPath(event.path, lane), detailOf(event));
    }
    // How the answer itself ended is told at the end; nobody else tells of a lane.
    if (type === 'error' && lane !== undefined) return line(atMs, type, place, detailOf(event));
    if (type === 'end' || type === 'error') return undefined;
    if (!hasEveryEvent && type !== 'attempt') return undefined;
    return line(atMs, type === 'reasoning' ? 'thinks' : type, place, detailOf(event));
  };

  return {
    lineOf: (event, atMs) => lineOf(event, atMs),
    lineOfOpen: ({ lane, path, toMs, value }) =>
      line(
        toMs,
        'cut off',
        showPath(path, lane),
        typeof value === 'string' ? showValue(value) : '',
      ),
  };
}

/** The longest words take one of the two spaces behind them. */
function padOf(word: string): number {
  return Math.max(1, WORD_WIDTH + 2 - word.length);
}

const DOUBTFUL: ReadonlySet<string> = new Set(['missing', 'replaced', 'attempt', 'cut off']);

function toneOf(word: string): Tone {
  if (word === 'done') return 'good';
  if (word === 'invalid' || word === 'error') return 'bad';
  return DOUBTFUL.has(word) ? 'doubtful' : 'plain';
}

function detailOf(event: InstantEvent): string {
  switch (event.type) {
    case 'start':
      return event.kind;
    case 'delta':
    case 'reasoning':
      return showValue(event.delta);
    case 'done':
      return showValue(event.value);
    case 'invalid':
      return `${showValue(event.value)}  ${toPrintable(messageOf(event.issues))}`;
    case 'attempt':
      return `${event.attempt}, after ${toPrintable(event.reason)}`;
    case 'error':
      return toPrintable(`${event.code}: ${event.message}`);
    case 'signal':
      return `${toPrintable(event.name)} ${showValue(event.value)}`;
    case 'interrupt':
      return toPrintable(`${event.action} ${event.interrupt.name}`);
    case 'progress':
      return toPrintable(`${sourceOf(event)} ${event.phase}`);
    case 'item':
      return showValue(event.value);
    case 'meta': {
      const { type: _, ...meta } = event;
      return toPrintable(JSON.stringify(meta));
    }
    default:
      return '';
  }
}

/** A chunk, behind the flows within the flow that it is in. */
function sourceOf({ chunk, within = [] }: ProgressEvent): string {
  return [...within.map(({ name }) => name), chunk].join(' / ');
}

function messageOf(issues: readonly { readonly message: string }[]): string {
  const [first, ...others] = issues;
  const more = others.length === 0 ? '' : ` (and ${count(others.length, 'other')})`;
  return `${first?.message ?? ''}${more}`;
}
