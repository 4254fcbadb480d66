// In: nothing. Out: what a person can choose for a run (speed, chunk size, how the answer is broken), and the
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

/** What is wrong with the answer. */
export const faults = {
  clean: { label: 'Clean', hint: 'plain JSON, nothing wrong with it' },
  fenced: { label: 'Fenced', hint: 'in a Markdown fence; what is inside is read:' },
  prose: { label: 'Prose', hint: 'with sentences around it; what is between them is read:' },
  mistyped: { label: 'Wrong types', hint: 'JSON that does not fit the schema' },
  truncated: { label: 'Truncated', hint: 'stops at the token limit' },
  dropped: { label: 'Model dies', hint: 'the model’s own connection breaks' },
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
  fault: z.enum(keysOf(faults)).default('clean'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** `stand-in/typical/token/clean` */
export function formatModelName({ speed, chunking, fault }: Settings): string {
  return ['stand-in', speed, chunking, fault].join('/');
}

/** Reads a model name back; unknown or absent parts take their defaults, so plain `stand-in` works too. */
export function parseModelName(name: string): Settings {
  const [, speed, chunking, fault] = name.split('/');
  const parsed = settingsSchema.safeParse({ speed, chunking, fault });
  return parsed.success ? parsed.data : settingsSchema.parse({});
}
