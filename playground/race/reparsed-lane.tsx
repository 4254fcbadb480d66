// In: a speech and a tally. Out: its answer as it is shown without an incremental parser: with every piece partial-json
// reads all the text so far, and everything it gives is new.
// Written as one writes it: the object in a state, and the fields below it.

import { useEffect, useState } from 'react';
import { parse } from 'partial-json';
import { leavesOf, type Leaf } from './leaves-of.js';
import { Row, Shown } from './shown.js';
import { speak, type Speech } from './speak.js';
import type { StartLine } from './start-line.js';
import type { Tally } from './tally.js';

interface ReparsedLaneProps {
  readonly speech: Speech;
  readonly tally: Tally;
  readonly line: StartLine;
}

interface Reading {
  readonly leaves: readonly Leaf[];
  /** Why the text so far cannot be read; what was read before stays. */
  readonly problem?: string | undefined;
}

export function ReparsedLane({ speech, tally, line }: ReparsedLaneProps) {
  const [{ leaves, problem }, setReading] = useState<Reading>({ leaves: [] });
  useEffect(() => {
    const controller = new AbortController();
    void follow({ speech, tally, line }, controller.signal, (next) =>
      setReading((before) => ({ leaves: before.leaves, ...next })),
    );
    return () => controller.abort();
  }, [speech, tally, line]);
  return (
    <>
      {problem !== undefined && <p className="race-lost">{problem}</p>}
      {leaves.map(([path, value]) => (
        <Row key={path} tally={tally} path={path}>
          <Shown tally={tally} path={path} value={value} />
        </Row>
      ))}
    </>
  );
}

async function follow(
  { speech, tally, line }: ReparsedLaneProps,
  signal: AbortSignal,
  onReading: (reading: Partial<Reading>) => void,
): Promise<void> {
  let text = '';
  await line.arrive('reparsed');
  for await (const piece of speak(speech, signal)) {
    text += piece;
    const startedAt = performance.now();
    const { value, problem } = read(text);
    tally.read(text.length, performance.now() - startedAt);
    if (problem !== undefined) {
      onReading({ problem });
      continue;
    }
    tally.show(value);
    onReading({ leaves: leavesOf(value), problem });
  }
  if (!signal.aborted) tally.finish();
}

function read(text: string): { readonly value?: unknown; readonly problem?: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
