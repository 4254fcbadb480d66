import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../../testing/index.js';
import { createAgent } from '../create-agent.js';
import { printResponse, type PrintOptions } from './index.js';

const schema = z.object({ title: z.string() });

function ask(answer = '{"title":"Tea"}') {
  const model = createScriptedModel({ text: answer, chunkSize: 2, reasoning: 'Hm.' });
  return { response: createAgent({ model }).input('x').output(schema).getResponse(), model };
}

async function print(isTTY: boolean, options: PrintOptions = {}): Promise<string> {
  let printed = '';
  const output = { isTTY, write: (piece: string) => (printed += piece) };
  await printResponse(ask().response, { output, ...options });
  return printed;
}

const PLAIN = 'title: Tea\n';
const BARE = 'Hm.\ntitle: Tea\n';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('printing', () => {
  test('is plain into a file or a pipe, and in colours on a terminal, with what the model thinks', async () => {
    for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TERM']) vi.stubEnv(name, '');
    expect(await print(false)).toBe(PLAIN);
    const shown = await print(true);
    expect(shown).toContain('\u001B[36mtitle:\u001B[39m ');
    expect(stripVTControlCharacters(shown)).toBe(BARE);
  });

  test('heeds what the environment says of colours, and what its caller says before that', async () => {
    vi.stubEnv('FORCE_COLOR', '');
    vi.stubEnv('NO_COLOR', '1');
    expect(await print(true)).toBe(BARE);
    expect(await print(true, { color: true })).toContain('\u001B[36m');
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('TERM', 'dumb');
    expect(await print(true)).toBe(BARE);
    vi.stubEnv('FORCE_COLOR', '1');
    expect(await print(false)).toContain('\u001B[36m');
    vi.stubEnv('FORCE_COLOR', '0');
    expect(await print(true, { asides: false })).toBe(PLAIN);
  });

  test('takes a stream of Node, whose reader sets the pace', async () => {
    const { response, model } = ask(JSON.stringify({ title: 'x'.repeat(2000) }));
    const output = new PassThrough({ highWaterMark: 16 });
    const done = printResponse(response, { output });
    await vi.waitFor(() => expect(output.writableNeedDrain).toBe(true));
    // Nobody reads, so nobody is asked for more.
    expect(model.calls[0]?.sent).toBeLessThan(50);
    const [printed] = await Promise.all([text(output), done.then(() => output.end())]);
    expect(printed).toBe(`title: ${'x'.repeat(2000)}\n`);
  });

  test('ends the call of the model when its output is closed', async () => {
    const { response, model } = ask(JSON.stringify({ title: 'x'.repeat(2000) }));
    const output = new PassThrough({ highWaterMark: 16 });
    const done = printResponse(response, { output });
    await vi.waitFor(() => expect(output.writableNeedDrain).toBe(true));
    output.destroy();
    await done;
    await vi.waitFor(() => expect(model.calls[0]?.status).toBe('aborted'));
  });

  test('leaves when its output is closed while the model is silent, whether or not it hears of that', async () => {
    for (const hears of [true, false]) {
      let signal: AbortSignal | undefined;
      const agent = createAgent({
        async *model(request) {
          ({ signal } = request);
          yield '{"title":"Te';
          await new Promise((resolve) => {
            if (hears) request.signal.addEventListener('abort', resolve);
          });
        },
      });
      const output = new PassThrough();
      const printing = printResponse(agent.input('x').output(schema).getResponse(), { output });
      output.on('data', (piece) => {
        // Later, when what was written is written and the model is waited for.
        if (String(piece).endsWith('Te')) setImmediate(() => output.destroy());
      });
      await printing;
      expect(output.destroyed).toBe(true);
      expect(signal?.aborted).toBe(true);
    }
  });

  test('refuses what is no output, and options that are none', async () => {
    for (const options of [{ output: {} }, { output: 'x' }, { colour: true }, null])
      await expect(printResponse(ask().response, options as never)).rejects.toMatchObject({
        code: 'invalid-option',
      });
  });

  test.each(['EPIPE', 'EIO'])('ends with its output when writing fails with %s', async (code) => {
    const { response, model } = ask(JSON.stringify({ title: 'x'.repeat(2000) }));
    let writes = 0;
    const output = new Writable({
      write: (_piece, _encoding, done) =>
        done(++writes > 3 ? Object.assign(new Error('broken'), { code }) : null),
    });
    const printing = printResponse(response, { output });
    if (code === 'EPIPE') await printing;
    else await expect(printing).rejects.toMatchObject({ code: 'EIO' });
    expect(model.calls[0]?.status).toBe('aborted');
    expect(output.listenerCount('error') + output.listenerCount('drain')).toBe(0);
  });

  test('fails for what could not be written at last, and is over when all is', async () => {
    const broken = new Writable({
      highWaterMark: 1_000_000,
      write: (_piece, _encoding, done) => setImmediate(done, new Error('full')),
    });
    await expect(printResponse(ask().response, { output: broken })).rejects.toThrow('full');
    const written: string[] = [];
    const slow = new Writable({
      decodeStrings: false,
      highWaterMark: 1_000_000,
      write: (piece: string, _encoding, done) => {
        written.push(piece);
        setImmediate(done);
      },
    });
    await printResponse(ask().response, { output: slow });
    expect(written.join('')).toBe(PLAIN);
  });

  test('rejects with what the response fails with, behind what it printed', async () => {
    let printed = '';
    const model = createScriptedModel({ text: '{"title":"Tea"}', chunkSize: 4, failAfter: 3 });
    const response = createAgent({ model }).input('x').output(schema).getResponse();
    const output = { write: (piece: string) => (printed += piece) };
    await expect(printResponse(response, { output })).rejects.toMatchObject({
      code: 'model-failed',
    });
    expect(printed).toBe('title: Te\n');
  });
});
