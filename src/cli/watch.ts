// In: what to watch. Out: it shown as it arrives, why it ended on stderr, and the exit code.
// The one loop: open, read, count, show. A signal aborts the request, and what had arrived is shown.
// Knows nothing of command lines.

/// <reference types="node" />

import process from 'node:process';
import { isFieldEvent, type InstantEvent, type Repair } from '../protocol/index.js';
import type { WatchOptions } from './args.js';
import { explainEnd, explainError, explainEvent } from './explain.js';
import { checkPlace, keepRecording, type KeptRecording } from './keep-recording.js';
import { openSource } from './open-source.js';
import { openView } from './open-view.js';
import { countBody, isBareText, readAnswer } from './read-answer.js';
import type { Ending, Progress } from './summary.js';
import { toPrintable } from './text-width.js';
import { createWaterfall } from './waterfall.js';

/** Resolves with the exit code; what fails is told on stderr. */
export async function watch(options: WatchOptions): Promise<number> {
  const left = new AbortController();
  const progress = startProgress();
  const view = openView(options, progress);
  const leave = () => {
    view.leave();
    left.abort();
  };
  process.once('SIGINT', leave).once('SIGTERM', leave).once('SIGHUP', leave);
  let kept: KeptRecording | undefined;
  let last: InstantEvent | undefined;
  let why: readonly string[];
  try {
    if (options.record !== undefined) await checkPlace(options.record);
    let response = countBody(await openSource(options, left.signal), progress.traffic);
    if (options.record !== undefined) {
      kept = keepRecording(response, options.record);
      ({ response } = kept);
    }
    progress.hasRepairs = isBareText(response);
    for await (const event of readAnswer(response, readingOf(options, progress, left.signal))) {
      const atMs = progress.now();
      progress.waterfall.note(event, atMs);
      if (!isFieldEvent(event)) last = event;
      view.show(event, atMs);
    }
    why = whyOf(last);
  } catch (error) {
    last = undefined;
    why = left.signal.aborted ? [] : explainError(error, options.source);
  } finally {
    view.leave();
    process.off('SIGINT', leave).off('SIGTERM', leave).off('SIGHUP', leave);
  }
  const durationMs = progress.now();
  const ending = left.signal.aborted ? 'stopped' : endingOf(last);
  view.finish(ending, durationMs);
  const isKept = await save(kept, (line) => (why = [...why, line]));
  for (const line of why) process.stderr.write(`${toPrintable(line)}\n`);
  return ending === 'complete' && isKept ? 0 : 1;
}

function startProgress(): Progress {
  const start = performance.now();
  return {
    now: () => performance.now() - start,
    waterfall: createWaterfall(),
    traffic: { bytes: 0, chunks: 0 },
    repairs: [],
    hasRepairs: false,
  };
}

function readingOf({ isStrict }: WatchOptions, { repairs }: Progress, signal: AbortSignal) {
  return { isStrict, signal, onRepair: (repair: Repair) => void repairs.push(repair) };
}

function endingOf(last: InstantEvent | undefined): Ending {
  return last?.type === 'end' ? last.outcome : 'failed';
}

function whyOf(last: InstantEvent | undefined): readonly string[] {
  if (last?.type === 'error') return explainEvent(last);
  return last?.type === 'end' && last.outcome !== 'complete' ? explainEnd(last) : [];
}

/** False where there was something to keep, and it could not be. */
async function save(
  kept: KeptRecording | undefined,
  tell: (line: string) => void,
): Promise<boolean> {
  if (kept === undefined) return true;
  try {
    tell(await kept.save());
    return true;
  } catch (error) {
    for (const line of explainError(error, 'The recording')) tell(line);
    return false;
  }
}
