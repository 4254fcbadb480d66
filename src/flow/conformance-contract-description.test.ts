import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTriggerFlow } from './create-trigger-flow.js';
import { exportFlow } from './export-flow.js';
import { importFlow } from './import-flow.js';
import { toMermaid } from './to-mermaid.js';

interface Types {
  input: { count: number };
  given: { input: { count?: number | undefined } };
  events: { task: string; other: number };
  stream: string;
  interrupts: { approve: { payload: string; answer: boolean } };
  result: number;
}

const contract = {
  input: z.object({ count: z.number().default(1) }),
  events: { task: z.string().min(1) },
  stream: z.string(),
  interrupts: { approve: z.boolean() },
  result: z.int().default(0),
};

/** Says of itself what it checks, but not in JSON Schema. */
const silent: StandardSchemaV1<number> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => ({ value: Number(value) }),
  },
};

function build(flow: ReturnType<typeof createTriggerFlow<Types>>) {
  flow.to(flow.chunk('count', ({ value }) => value.count)).end();
  return flow;
}

describe('§4.10 what a contract says of itself', () => {
  test('§4.10.7 describe() has the JSON Schema of each part: of what is given as it is given, of what is read as it comes out', () => {
    const described = build(createTriggerFlow<Types>({ contract })).describe();
    expect(described.contract).toMatchObject({
      input: { type: 'object', properties: { count: { type: 'number', default: 1 } } },
      stream: { type: 'string' },
      result: { type: 'integer', default: 0 },
      events: { task: { type: 'string', minLength: 1 } },
      interrupts: { approve: { type: 'boolean' } },
    });
    expect(described.contract?.input).not.toHaveProperty('required');
    expect(Object.keys(described.contract?.events ?? {})).toEqual(['task']);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  test('§4.10.7 what cannot be written as JSON Schema is absent, and so is a contract without anything', () => {
    const date = createTriggerFlow<{ input: Date; stream: string; result: number }>({
      contract: { input: z.date(), stream: z.string(), result: silent },
    });
    expect(Object.keys(date.describe().contract ?? {})).toEqual(['stream']);
    for (const bare of [{}, { input: z.date() }, { events: {} }, { result: silent }]) {
      const flow = createTriggerFlow<{ input: Date; result: number }>({ contract: bare });
      expect(flow.describe()).not.toHaveProperty('contract');
      expect(exportFlow(flow)).not.toHaveProperty('contract');
    }
  });

  test('§4.10.7 a name may be one that every object has', () => {
    const events = Object.fromEntries([['__proto__', z.string()]]);
    const flow = createTriggerFlow<{ events: Record<string, string> }>({ contract: { events } });
    expect(Object.keys(flow.describe().contract?.events ?? {})).toEqual(['__proto__']);
  });

  test('§4.8.18, §4.10.7 an exported flow has it; importFlow takes the schemas themselves', async () => {
    const flow = build(createTriggerFlow<Types>({ contract }));
    const config = exportFlow(flow);
    expect(config.contract).toEqual(flow.describe().contract);
    const chunks = { count: ({ value }: { value: { count: number } }) => value.count };
    const bare = importFlow<Types>(JSON.stringify(config), { chunks });
    expect(bare.describe()).not.toHaveProperty('contract');
    const again = importFlow<Types>(JSON.stringify(config), { chunks, contract });
    expect(exportFlow(again)).toEqual(config);
    expect(await again.start({})).toBe(1);
  });

  test('§4.10.10 what its schemas say of themselves is in it', () => {
    const { contract: described } = createTriggerFlow<{ input: string; result: number }>({
      contract: {
        input: z.string().describe('A city'),
        result: z.number().meta({ title: 'Degrees', unit: 'K' }),
      },
    }).describe();
    expect(described).toMatchObject({
      input: { description: 'A city' },
      result: { title: 'Degrees', unit: 'K' },
    });
  });

  test('§4.10.7 a detailed chart notes the names', () => {
    const flow = build(createTriggerFlow<Types>({ contract }));
    const note = 'contract#58; input, stream, result, event task, answer approve';
    expect(toMermaid(flow, { mode: 'detailed' })).toContain(`\n  contract>"${note}"]\n`);
    expect(toMermaid(flow)).not.toContain('contract');
  });
});
