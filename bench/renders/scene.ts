// In: a number of fields. Out: the answer every contestant of the renders bench shows: its text, its chunks, its schema.
// The same text, cut in the same places, whoever reads it.
// Knows nothing of React or of who reads.

import { z } from 'zod';
import { createFrameEncoder, createInstantParser } from '../../src/index.js';

const WORDS = 'river field model answer token render moment value change quiet page stream'.split(
  ' ',
);

export interface Scene {
  readonly names: readonly string[];
  readonly schema: z.ZodObject<Record<string, z.ZodString>>;
  readonly chunks: readonly string[];
  /** What a Fieldwise route sends for those chunks: one server-sent message per chunk. */
  readonly messages: readonly string[];
}

export function createScene(fieldCount: number): Scene {
  const names = Array.from({ length: fieldCount }, (_, index) => `field${index}`);
  const value = (index: number) =>
    Array.from({ length: 6 }, (_, word) => WORDS[(index * 7 + word * 5) % WORDS.length]).join(' ');
  const text = JSON.stringify(Object.fromEntries(names.map((name, index) => [name, value(index)])));
  const chunks: string[] = [];
  // Sizes 1 to 8 in a fixed order: about four characters, as models send them.
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = 1 + ((turn * 5) % 8);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return {
    names,
    schema: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
    chunks,
    messages: toMessages(chunks),
  };
}

function toMessages(chunks: readonly string[]): string[] {
  const parser = createInstantParser();
  const encoder = createFrameEncoder();
  const frames = chunks.map((chunk) => encoder.encode(parser.feed(chunk)));
  frames.push(encoder.encode(parser.end()));
  return frames.filter((frame) => frame !== '').map((frame) => `data:${frame}\n\n`);
}

/** A response whose body gives one part per task, or per `paceMs`; both ways of reading get the same clock. */
export function respond(
  parts: readonly (string | Uint8Array<ArrayBuffer>)[],
  paceMs: number,
  contentType: string,
): Response {
  const utf8 = new TextEncoder();
  let next = 0;
  const channel = new MessageChannel();
  const soon = (): Promise<void> =>
    new Promise((resolve) => {
      if (paceMs > 0) setTimeout(resolve, paceMs);
      else {
        channel.port1.addEventListener('message', () => resolve(), { once: true });
        channel.port1.start();
        channel.port2.postMessage(undefined);
      }
    });
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        await soon();
        const part = parts[next];
        next += 1;
        if (part !== undefined)
          controller.enqueue(typeof part === 'string' ? utf8.encode(part) : part);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': contentType } });
}
