// In: nothing. Out: what a person can choose for a run (speed, chunk size, how the answer is broken, the line), and the
// model name that carries these choices to the stand-in model, as any OpenAI-compatible client would send it.
// Knows nothing of recipes, servers or the screen.

import { z } from 'zod';

/** How fast the stand-in writes. `charsPerSecond: 0` means without any delay. */
export const speeds = {
  slow: { label: 'Slow', hint: 'about 15 tokens a second', charsPerSecond: 60, firstTokenMs: 900 },
  typical: {
    label: 'Typical',
    hint: 'about 60 tokens a second',
    charsPerSecond: 240,
    firstTokenMs: 400,
  },
  fast: {
    label: 'Fast',
    hint: 'about 250 tokens a second',
    charsPerSecond: 1000,
    firstTokenMs: 220,
  },
  instant: {
    label: 'No delay',
    hint: 'as fast as the machine allows',
    charsPerSecond: 0,
    firstTokenMs: 0,
  },
} as const;

/** How much text one chunk of the model's stream holds; `meanChars` is what pacing counts with. */
export const chunkings = {
  character: { label: '1 char', hint: 'every character alone', meanChars: 1 },
  token: { label: 'Token', hint: 'ragged, as real models stream', meanChars: 3.5 },
  words: { label: 'Words', hint: 'six tokens at a time', meanChars: 21 },
  block: { label: 'Block', hint: 'about 170 characters at a time', meanChars: 168 },
} as const;

/** What can be wrong with an answer; any of them together. */
export const faults = {
  fenced: { label: 'Fenced', hint: 'in a Markdown fence' },
  prose: { label: 'Prose', hint: 'with sentences around it' },
  thinking: { label: 'Thinking', hint: 'behind thinking in tags' },
  unquoted: { label: 'No quotes', hint: 'keys without their quotes' },
  commas: { label: 'Commas', hint: 'a comma too many at each end' },
  mistyped: { label: 'Wrong types', hint: 'JSON that does not fit the schema' },
  truncated: { label: 'Truncated', hint: 'stops at the token limit' },
  dropped: { label: 'Model dies', hint: 'the model’s own connection breaks' },
} as const;

/** What the way to the page is like. Nothing piles up on a slow one: the model waits with it. */
export const lines = {
  steady: { label: 'Steady', hint: 'packets come when they are sent', packetMs: 0 },
  slow: { label: 'Halting', hint: 'each packet takes a quarter of a second', packetMs: 250 },
} as const;

export type Speed = keyof typeof speeds;
export type Chunking = keyof typeof chunkings;
export type Fault = keyof typeof faults;

const keysOf = <T extends object>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];

/** A run's settings as they travel. */
export const settingsSchema = z.object({
  speed: z.enum(keysOf(speeds)).default('typical'),
  chunking: z.enum(keysOf(chunkings)).default('token'),
  faults: z
    .array(z.enum(keysOf(faults)))
    .max(8)
    .default([]),
  line: z.enum(keysOf(lines)).default('steady'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** `stand-in/typical/token/fenced+prose`; `clean` where nothing is wrong. The line is not the model's business. */
export function formatModelName({ speed, chunking, faults }: Omit<Settings, 'line'>): string {
  return ['stand-in', speed, chunking, faults.join('+') || 'clean'].join('/');
}

/** Reads a model name back; unknown or absent parts take their defaults, so plain `stand-in` works too. */
export function parseModelName(name: string): Settings {
  const [, speed, chunking, faults = 'clean'] = name.split('/');
  const wanted = { speed, chunking, faults: faults === 'clean' ? [] : faults.split('+') };
  const parsed = settingsSchema.safeParse(wanted);
  return parsed.success ? parsed.data : settingsSchema.parse({});
}
