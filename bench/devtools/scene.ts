// In: a number of events. Out: an answer of at least so many, as a Fieldwise route sends it, and what its fields are called.
// Short texts in a list, about four characters at a time: as many events for their bytes as a model can make.
// Knows nothing of React or of devtools.

import { createFrameEncoder, createInstantParser } from '../../src/index.js';

export interface Scene {
  readonly items: number;
  readonly events: number;
  /** One server-sent message per chunk. */
  readonly messages: readonly string[];
  /** What the last field says at the end. */
  readonly last: string;
}

const CHUNK = 4;
const noteOf = (item: number) => `Note ${item} on the quiet river`;

export function createScene(wanted: number): Scene {
  const parser = createInstantParser();
  const encoder = createFrameEncoder();
  const messages: string[] = [];
  let pending = '';
  const send = (found: ReturnType<typeof parser.feed>) => {
    const frame = encoder.encode(found);
    if (frame !== '') messages.push(`data:${frame}\n\n`);
    return found.length;
  };
  const say = (text: string) => {
    let said = 0;
    pending += text;
    for (; pending.length >= CHUNK; pending = pending.slice(CHUNK))
      said += send(parser.feed(pending.slice(0, CHUNK)));
    return said;
  };
  let events = say('{"items":[');
  let items = 0;
  for (; events < wanted; items += 1)
    events += say(`${items === 0 ? '' : ','}${JSON.stringify(noteOf(items))}`);
  events += say(']}') + send(parser.feed(pending)) + send(parser.end());
  return { items, events, messages, last: noteOf(items - 1) };
}
