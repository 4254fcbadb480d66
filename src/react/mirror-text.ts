// In: an element and the field whose text it shows. Out: the element's one text node, kept equal to the field.
// Growth is appended, so the browser keeps the selection; anything else replaces the text.
// Knows nothing of React.

import type { InstantRun } from '../client/index.js';
import type { FollowField } from './follow-field.js';
import type { TextPace } from './pace-text.js';
import { shownValue } from './structured-field.js';

/** Shows the field in `element` from now on; the returned function ends it and leaves the text. */
export function mirrorText(
  element: HTMLElement,
  run: InstantRun<unknown, never>,
  path: string,
  follow: FollowField,
  pace?: TextPace,
): () => void {
  const first = element.firstChild;
  const node = first instanceof Text ? first : element.ownerDocument.createTextNode('');
  let shown = node.data;
  const write = (next: string) => {
    // Translators and extensions replace text nodes; the text belongs back where it is read.
    if (node.parentNode !== element) element.replaceChildren(node);
    if (next === shown) return;
    // One comparison per flush: a memcmp of what is shown, far below the cost of laying it out.
    if (next.startsWith(shown)) node.appendData(next.slice(shown.length));
    else node.data = next;
    shown = next;
  };
  // What is shown already, by React or at another pace, is not taken back to be shown bit by bit.
  let kept = shown;
  let source = shown;
  const reveal = pace?.((next) => {
    if (next === kept || !kept.startsWith(next)) write(next);
  });
  const sync = () => {
    const { value, isStreaming } = run.getField(path);
    const next = shownValue(value);
    if (!reveal) return write(next);
    // Another text, maybe of another run: nothing of the one before stays until this one is whole.
    if (!next.startsWith(source)) write((kept = ''));
    source = next;
    reveal.show(next, !isStreaming);
  };
  sync();
  const leave = follow(run, path, sync);
  return () => {
    leave();
    reveal?.end();
  };
}
