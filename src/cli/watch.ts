// In: what to watch. Out: it shown as it arrives, why it ended on stderr, and the exit code.
// The one loop: open, read, count, show. A signal aborts the request, and what had arrived is shown.
// Knows nothing of command lines.

/// <reference types="node" />

import process from 'node:process';
import { isFieldEvent, type InstantEvent, type Repair } from '../protocol/index.js';
import type { WatchOptions } from './args.js';
import { explainEnd, explainError, explainEvent } from './explain.js';
import { openSource } from './open-source.js';
import { wantsColor } from './paint.js';
import { countBody, readAnswer } from './read-answer.js';
import type { Ending, Traffic } from './summary.js';
import { createJsonView, createLineView, type View } from './view.js';
import { createWaterfall } from './waterfall.js';

/** Resolves with the exit code; what fails is told on stderr. */
export async function watch(options: WatchOptions): Promise<number> {
  const start = performance.now();
  const now = () => performance.now() - start;
  const left = new AbortController();
  const waterfall = createWaterfall();
  const traffic: Traffic = { bytes: 0, chunks: 0 };
  const repairs: Repair[] = [];
  const view = openView(options);
  const leave = () => {
    view.leave();
    left.abort();
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  let hasOpened = false;
  let last: InstantEvent | undefined;
  let why: readonly string[] = [];
  try {
    const response = countBody(await openSource(options, left.signal), traffic);
    hasOpened = response.ok;
    const reading = { ...options, signal: left.signal, onRepair: (it: Repair) => repairs.push(it) };
    for await (const event of readAnswer(response, reading)) {
      const atMs = now();
      if (isFieldEvent(event)) waterfall.note(event, atMs);
      else last = event;
      view.show(event, atMs);
    }
    why = whyOf(last);
  } catch (error) {
    last = undefined;
    if (!left.signal.aborted) why = explainError(error, options.source);
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
    view.leave();
  }
  const ending = left.signal.aborted ? 'stopped' : endingOf(last);
  // Of what never began there is nothing to count.
  if (hasOpened || ending === 'stopped')
    view.finish({ ending, durationMs: now(), waterfall, traffic, repairs });
  for (const line of why) process.stderr.write(`${line}\n`);
  return ending === 'complete' ? 0 : 1;
}

function openView({ isJson, hasEveryEvent, hasNoColor }: WatchOptions): View {
  const { stdout, env } = process;
  const write = (text: string) => void stdout.write(text);
  if (isJson) return createJsonView(write, { hasEveryEvent });
  const hasColor = !hasNoColor && wantsColor(env, stdout.isTTY);
  return createLineView(write, { hasColor, hasEveryEvent });
}

function endingOf(last: InstantEvent | undefined): Ending {
  return last?.type === 'end' ? last.outcome : 'failed';
}

function whyOf(last: InstantEvent | undefined): readonly string[] {
  if (last?.type === 'error') return explainEvent(last);
  return last?.type === 'end' && last.outcome !== 'complete' ? explainEnd(last) : [];
}
