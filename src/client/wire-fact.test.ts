import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Repair } from '../protocol/index.js';
import {
  createFetchTransport,
  createInstantRun,
  createSourceTransport,
  createTextTransport,
  readInstantStream,
  readTextStream,
  type InstantTransport,
  type WireFact,
} from './index.js';

const BROKEN = ['{title: "Té', 'a",', '}'];
const bytesOf = (text: string) => new TextEncoder().encode(text);

function answer(chunks: readonly string[], type = 'text/plain') {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(bytesOf(chunk));
        await Promise.resolve();
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': type } });
}

const FRAMES = [
  'data:[[""],"Hel',
  'lo",0,{"type":"end","outcome":"complete","incomplete":[]}]\n\n',
];
const api = 'http://127.0.0.1/report';

async function factsOf(transport: InstantTransport) {
  const run = createInstantRun({ transport });
  const facts: WireFact[] = [];
  run.onWire((fact) => void facts.push(fact));
  const { status } = await run.submit('tides');
  expect(status).toBe('complete');
  return facts;
}

afterEach(() => vi.restoreAllMocks());

describe('whoever reads a response', () => {
  test('hears of each chunk with its length, and of each repair with kind and offset', async () => {
    const lengths: number[] = [];
    const repairs: Repair[] = [];
    const events = readTextStream(answer(BROKEN), {
      onBytes: (bytes) => void lengths.push(bytes),
      onRepair: (repair) => void repairs.push(repair),
    });
    for await (const _ of events);
    expect(lengths).toEqual([12, 3, 1]);
    expect(repairs).toEqual([
      { kind: 'unquoted-key', offset: 1 },
      { kind: 'trailing-comma', offset: expect.any(Number) },
    ]);
  });

  test('of a route hears of chunks, in which a frame may be cut', async () => {
    const lengths: number[] = [];
    const onBytes = (bytes: number) => void lengths.push(bytes);
    for await (const _ of readInstantStream(answer(FRAMES, 'text/event-stream'), { onBytes }));
    expect(lengths).toEqual(FRAMES.map(({ length }) => length));
  });

  test('and throws in a callback reads on, and the fault is reported', async () => {
    const reported = vi.fn<(error: unknown) => void>();
    vi.stubGlobal('reportError', reported);
    const fault = new Error('of a listener');
    const types: string[] = [];
    const onRepair = () => {
      throw fault;
    };
    for await (const { type } of readTextStream(answer(['{a:1}']), { onRepair })) types.push(type);
    vi.unstubAllGlobals();
    expect(types.at(-1)).toBe('end');
    expect(reported).toHaveBeenCalledWith(fault);
  });
});

describe('whoever watches a run', () => {
  test('over a text transport hears of chunks and repairs, as do the options of the transport', async () => {
    const onRepair = vi.fn<(repair: Repair) => void>();
    const fetch = () => Promise.resolve(answer(BROKEN));
    const facts = await factsOf(createTextTransport({ api, fetch, onRepair }));
    expect(facts.filter(({ type }) => type === 'chunk')).toEqual(
      [12, 3, 1].map((bytes) => ({ type: 'chunk', bytes })),
    );
    expect(facts.flatMap((fact) => (fact.type === 'repair' ? [fact.kind] : []))).toEqual([
      'unquoted-key',
      'trailing-comma',
    ]);
    expect(onRepair).toHaveBeenCalledTimes(2);
  });

  test('over a route hears of chunks', async () => {
    const fetch = () => Promise.resolve(answer(FRAMES, 'text/event-stream'));
    expect(await factsOf(createFetchTransport({ api, fetch }))).toEqual(
      FRAMES.map(({ length }) => ({ type: 'chunk', bytes: length })),
    );
  });

  test('over a source hears of pieces that are bytes, of repairs, and of no bytes where it is text', async () => {
    const bytes = await factsOf(createSourceTransport(() => BROKEN.map(bytesOf)));
    expect(bytes.filter(({ type }) => type === 'chunk')).toHaveLength(3);
    const text = await factsOf(createSourceTransport(() => BROKEN));
    expect(text.map(({ type }) => type)).toEqual(['repair', 'repair']);
  });

  test('hears nothing of an answer that another submit has replaced', async () => {
    const told: ((fact: WireFact) => void)[] = [];
    const transport: InstantTransport = {
      open({ onWire }) {
        if (onWire) told.push(onWire);
        return new Promise<never>(() => {});
      },
    };
    const run = createInstantRun({ transport });
    const facts: WireFact[] = [];
    const leave = run.onWire((fact) => void facts.push(fact));
    for (const input of ['one', 'two']) {
      void run.submit(input);
      await Promise.resolve();
    }
    told.forEach((tell, index) => tell({ type: 'chunk', bytes: index + 1 }));
    expect(facts).toEqual([{ type: 'chunk', bytes: 2 }]);
    leave();
    told.at(-1)?.({ type: 'chunk', bytes: 3 });
    expect(facts).toHaveLength(1);
  });
});
