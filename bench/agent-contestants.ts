// In: a model object. Out: each way to read a structured answer from it, and when its first field was known.
// Each is used as its documentation shows it; who tells nothing of completion is asked for the value alone.
// Knows nothing of clocks' rounds, processes or tables.

import type { LanguageModelV3 } from '@ai-sdk/provider';
import { Output, streamText } from 'ai';
import { z } from 'zod';
import { createAgent } from '../src/agent/index.js';
import { bullets, cut, report } from './corpora.js';

export const Answer = z.object({
  title: z.string(),
  items: z.array(z.string()).optional(),
  author: z.object({ name: z.string(), verified: z.boolean() }).optional(),
  sections: z
    .array(
      z.object({
        id: z.string(),
        heading: z.string(),
        paragraphs: z.array(z.string()),
        tags: z.array(z.string()),
        figures: z.object({
          pages: z.int(),
          score: z.number(),
          draft: z.boolean(),
          note: z.null(),
        }),
      }),
    )
    .optional(),
});

/** By name: the texts, in chunks as models send them. A chunk is taken for a token. */
export const ANSWERS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({ '2 KB': bullets(2_000), '20 KB': report(20_000) }).map(([name, text]) => [
    name,
    cut(text, { seed: 7, min: 1, max: 8 }),
  ]),
);

export interface Followed {
  /** Milliseconds from the call until the whole first field was in hand. */
  readonly firstFieldMs: number;
  readonly value: unknown;
}

export interface AgentContestant {
  readonly name: string;
  readonly read: (model: LanguageModelV3, title: string) => Promise<Followed>;
}

const PROMPT = 'Write it.';

/** Marks a moment once. */
function createMark() {
  const from = performance.now();
  let ms = Number.NaN;
  return {
    ms: () => ms,
    set: () => {
      if (Number.isNaN(ms)) ms = performance.now() - from;
    },
  };
}

const jsonSchema = z.toJSONSchema(Answer, { target: 'draft-7' }) as object;

/** The floor: the provider's own stream; a person who knows the text looks for the end of its first field in it. */
async function readDirectly(model: LanguageModelV3, title: string): Promise<Followed> {
  const mark = createMark();
  const { stream } = await model.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: PROMPT }] }],
    responseFormat: { type: 'json', schema: jsonSchema },
  });
  const end = JSON.stringify(title);
  const parts: string[] = [];
  let begun: string | undefined = '';
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (value.type === 'error') throw value.error;
    if (value.type !== 'text-delta') continue;
    parts.push(value.delta);
    if (begun === undefined) continue;
    begun += value.delta;
    if (!begun.includes(end)) continue;
    mark.set();
    begun = undefined;
  }
  return { firstFieldMs: mark.ms(), value: JSON.parse(parts.join('')) };
}

const requests = new WeakMap<LanguageModelV3, ReturnType<typeof createRequest>>();

function createRequest(model: LanguageModelV3) {
  return createAgent({ model }).input(PROMPT).output(Answer);
}

/** As an application has it: the agent is made once. */
function requestOf(model: LanguageModelV3) {
  const request = requests.get(model) ?? createRequest(model);
  requests.set(model, request);
  return request;
}

async function readEvents(model: LanguageModelV3): Promise<Followed> {
  const mark = createMark();
  const response = requestOf(model).getResponse();
  for await (const event of response) if (event.type === 'done') mark.set();
  return { firstFieldMs: mark.ms(), value: await response.getData() };
}

async function readField(model: LanguageModelV3): Promise<Followed> {
  const mark = createMark();
  const response = requestOf(model).getResponse();
  await response.field('title');
  mark.set();
  return { firstFieldMs: mark.ms(), value: await response.getData() };
}

/** It does not say when a field is complete, so it is asked when its value is there: earlier than anyone could know. */
async function readPartials(model: LanguageModelV3, title: string): Promise<Followed> {
  const mark = createMark();
  const result = streamText({
    model,
    prompt: PROMPT,
    output: Output.object({ schema: Answer }),
    onError: ({ error }) => {
      throw error;
    },
  });
  for await (const partial of result.partialOutputStream) if (partial.title === title) mark.set();
  return { firstFieldMs: mark.ms(), value: await result.output };
}

export const FLOOR = 'the provider directly, JSON.parse at the end';

export const AGENT_CONTESTANTS: readonly AgentContestant[] = [
  { name: FLOOR, read: readDirectly },
  { name: 'fieldwise, events', read: readEvents },
  { name: 'fieldwise, field() and getData()', read: readField },
  { name: 'AI SDK streamText, Output.object', read: readPartials },
];
