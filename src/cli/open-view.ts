// In: how to show an answer, and what stdout is. Out: the view for it.
// Knows nothing of how each view shows it.

/// <reference types="node" />

import process from 'node:process';
import type { WatchOptions } from './args.js';
import { createJsonView } from './json-view.js';
import { createLineView } from './line-view.js';
import { createLiveView } from './live-view.js';
import { wantsColor } from './paint.js';
import type { Progress } from './summary.js';
import type { View } from './view.js';

export function openView(options: WatchOptions, progress: Progress): View {
  const { isJson, hasEveryEvent, hasNoColor } = options;
  const { stdout, env } = process;
  const write = (text: string) => void stdout.write(text);
  if (isJson) return createJsonView(write, { hasEveryEvent });
  const hasColor = !hasNoColor && wantsColor(env, stdout.isTTY);
  // A log of every event is read from its beginning; a screen that cannot be drawn on is written to.
  if (stdout.isTTY && !hasEveryEvent && env['TERM'] !== 'dumb')
    return createLiveView(stdout, progress, { source: options.source, hasColor });
  return createLineView(write, progress, { hasColor, hasEveryEvent });
}
