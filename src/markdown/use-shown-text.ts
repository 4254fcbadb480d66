'use client';
// In: a field. Out: its text as it is to be shown, at an even pace if one is given, and whether that is all of it.
// Knows nothing of what is in the text.

import { useEffect, useState } from 'react';
import type { FieldSnapshot, InstantRun } from '../client/index.js';
import { useFieldPart, useFollowField } from '../react/index.js';
import type { TextPace } from '../react/index.js';

export interface ShownText {
  readonly text: string;
  readonly isFinal: boolean;
}

export function useShownText(
  run: InstantRun<unknown, never>,
  path: string,
  pace: TextPace | undefined,
): ShownText {
  const arrived = useFieldPart(run, path, textOf);
  const isFinal = useFieldPart(run, path, isFinalField);
  const follow = useFollowField();
  const [paced, setPaced] = useState(arrived);
  useEffect(() => {
    if (pace === undefined) return undefined;
    const reveal = pace(setPaced);
    const show = () => {
      const field = run.getField(path);
      reveal.show(textOf(field), isFinalField(field));
    };
    show();
    const leave = follow(run, path, show);
    return () => {
      leave();
      reveal.end();
    };
  }, [run, path, follow, pace]);
  // A whole text is not waited for, nor is one that replaced what was shown.
  const isBehind = pace !== undefined && !isFinal && arrived.startsWith(paced);
  return { text: isBehind ? paced : arrived, isFinal };
}

function textOf({ value }: FieldSnapshot): string {
  return typeof value === 'string' ? value : '';
}

function isFinalField({ status, isStale, isPlaceholder }: FieldSnapshot): boolean {
  return (status !== 'pending' && status !== 'streaming') || isStale || isPlaceholder;
}
