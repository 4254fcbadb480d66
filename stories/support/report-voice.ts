// In: what the models of the report say, and how a reader of the stories wants it delivered. Out: what speaks for each of them:
// at its own pace, or piece by piece as it was chosen, each piece at its place among those of all.
// Knows nothing of the flow.

import type { ModelFunction } from 'fieldwise/agent';
import { createScriptedModel, splitText, type ModelFault } from 'fieldwise/testing';
import { breakAnswer } from '../../playground/model/break-answer.js';
import type { Delivery } from './delivery.js';
import { createCourse, type Speech } from './flow-course.js';
import type { Pace } from './script.js';

/** One of the models: what it says, and after which words its connection breaks. */
export interface Line {
  readonly name: string;
  readonly value: unknown;
  readonly cutAfter?: string | undefined;
  /** It begins when that object stands in what the other says, found by one of its texts. */
  readonly after?: { readonly name: string; readonly text: string };
}

export type Voice = (line: Line) => ModelFunction;

export const scriptedVoice =
  ({ delayMs, chunkSize }: Pick<Pace, 'delayMs' | 'chunkSize'>): Voice =>
  (line) =>
    createScriptedModel({ text: JSON.stringify(line.value), delayMs, chunkSize, ...faultOf(line) });

/** Begins a delivery of these lines; who speaks waits for it. */
export function deliverLines(lines: readonly Line[], delivery: Delivery): Voice {
  const { chunkSize, faults } = delivery.getState();
  const textOf = ({ value }: Line) => breakAnswer(JSON.stringify(value), faults);
  const piecesOf = (text: string) => splitText(text, { size: chunkSize });
  const saidBy = (line: Line) => {
    const { text } = textOf(line);
    const { after } = faultOf(line, text).faults[0] ?? {};
    return after === undefined ? text : text.slice(0, text.indexOf(after) + after.length);
  };
  const speeches = lines.flatMap((line): Speech[] => {
    const { name, after } = line;
    const speech = { name, pieces: piecesOf(saidBy(line)) };
    if (after === undefined) return [speech];
    const other = lines.find((each) => each.name === after.name);
    const text = other ? saidBy(other) : '';
    const begun = text.indexOf(JSON.stringify(after.text));
    const end = begun === -1 ? -1 : text.indexOf('}', begun);
    // What was broken off before that, or says something else, has nobody begin.
    if (end === -1) return [];
    return [{ ...speech, after: { name: after.name, pieces: Math.ceil((end + 1) / chunkSize) } }];
  });
  const course = createCourse(speeches);
  delivery.begin(course.total);
  return (line) => {
    const { text, finishReason } = textOf(line);
    const model = createScriptedModel({ text, finishReason, chunkSize, ...faultOf(line, text) });
    return async function* deliver(request) {
      let piece = 0;
      for await (const chunk of model(request)) {
        if (typeof chunk === 'string')
          await delivery.until(course.placeOf(line.name, piece++), request.signal);
        yield chunk;
      }
    };
  };
}

/** A text that was broken may not have the words any more, and is heard to its end. */
function faultOf({ cutAfter, value }: Line, text = JSON.stringify(value)) {
  const isCut = cutAfter !== undefined && text.includes(cutAfter);
  const faults: (ModelFault & { readonly after: string })[] = isCut
    ? [{ after: cutAfter, kind: 'cut' }]
    : [];
  return { faults };
}
