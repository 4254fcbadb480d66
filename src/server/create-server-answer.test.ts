import { createAgent } from 'fieldwise/agent';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createFrameDecoder, instantEvents, type InstantEventInput } from '../protocol/index.js';
import { createServerAnswer } from './index.js';

const Report = z.object({
  title: z.string(),
  score: z.number().max(10),
  note: z.string().optional(),
});
const TEXT = '{"title":"Tea","score":9}';

/** A text whose pieces come when the test says so. */
function createScript() {
  const queue: (string | undefined)[] = [];
  let wake = () => {};
  let pulls = 0;
  let isLeft = false;
  const add = (piece: string | undefined) => {
    queue.push(piece);
    wake();
  };
  const iterator: AsyncIterator<string> = {
    async next() {
      pulls += 1;
      while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const value = queue.shift();
      return value === undefined ? { done: true, value } : { done: false, value };
    },
    async return() {
      isLeft = true;
      return { done: true, value: undefined };
    },
  };
  return {
    source: { [Symbol.asyncIterator]: () => iterator },
    say: (piece: string) => add(piece),
    end: () => add(undefined),
    get pulls() {
      return pulls;
    },
    get isLeft() {
      return isLeft;
    },
  };
}

const task = () => new Promise((resolve) => setTimeout(resolve, 20));
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ({ value }),
    (error: { code: string; path?: string }) => error.code,
  );

async function readAll(stream: ReadableStream<string>): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(part);
  return parts.join('');
}

const decode = (lines: string) => {
  const decoder = createFrameDecoder();
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => decoder.decode(line));
};

describe('A field of an answer on a server', () => {
  test.each([
    ['text', () => ['{"title":"T', 'ea","score":9}']],
    ['bytes', () => [new TextEncoder().encode(TEXT)]],
    ['a stream of text', () => new Response(TEXT).body ?? []],
    ['events', () => instantEvents([TEXT])],
    [
      'events by hand',
      (): InstantEventInput[] => [
        { type: 'done', path: 'title', value: 'Tea' },
        { type: 'done', path: 'score', value: 9 },
      ],
    ],
    [
      'a response of an agent',
      () =>
        createAgent({
          model: async function* () {
            yield TEXT;
          },
        })
          .input('?')
          .output(Report)
          .getResponse(),
    ],
  ] as const)('comes out of %s', async (_, source) => {
    const answer = createServerAnswer(source() as Iterable<string>, { schema: Report });
    expect(await answer.field('title')).toBe('Tea');
    expect(await answer.field('')).toEqual({ title: 'Tea', score: 9 });
  });

  test('is there when it closes, while the rest is still being written', async () => {
    const script = createScript();
    const answer = createServerAnswer<z.infer<typeof Report>>(script.source);
    const title = answer.field('title');
    await task();
    script.say('{"title":"Tea"');
    expect(await title).toBe('Tea');
    expect(await Promise.race([answer.field('score'), Promise.resolve('not yet')])).toBe('not yet');
    await task();
    script.say(',"score":9}');
    script.end();
    expect(await answer.field('score')).toBe(9);
  });

  test('is one promise, however its path is written, and the source is read once', async () => {
    let opened = 0;
    async function* source() {
      opened += 1;
      yield '{"items":[{"title":"Tea"}]}';
    }
    const answer = createServerAnswer(source());
    const one = answer.field('items[0].title');
    expect(answer.field('items[0].title')).toBe(one);
    expect(answer.field(['items', 0, 'title'])).toBe(one);
    expect(answer.optionalField('items')).toBe(answer.optionalField('items'));
    expect(await one).toBe('Tea');
    expect(answer.field('items[0].title')).toBe(one);
    expect(opened).toBe(1);
  });

  test('is what the schema makes of it', async () => {
    const Priced = z.object({ price: z.coerce.number(), unit: z.string().default('pot') });
    const answer = createServerAnswer(['{"price":"12"}'], { schema: Priced });
    expect(await answer.field('price')).toBe(12);
    expect(await answer.field('')).toEqual({ price: 12, unit: 'pot' });
  });

  test('rejects with its issues where the schema refuses it, and only there', async () => {
    const answer = createServerAnswer(['{"title":"Tea","score":99}'], { schema: Report });
    const error = await answer.field('score').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ServerError', code: 'invalid-field', path: 'score' });
    expect(error).toMatchObject({ issues: [{ path: ['score'] }] });
    expect(await answer.field('title')).toBe('Tea');
    expect(await codeOf(answer.field(''))).toBe('invalid-field');
  });

  test('that is the whole answer is that of the attempt that counts', async () => {
    const texts = ['{"title":"Tea","score":99}', TEXT];
    const agent = createAgent({
      async *model() {
        yield texts.shift() ?? '';
      },
    });
    const request = agent.input('x').output(Report);
    const answer = createServerAnswer(request.getResponse({ maxRetries: 1 }));
    expect(await answer.field('')).toEqual({ title: 'Tea', score: 9 });
    texts.push('{"title":"Tea","score":99}');
    const bad = createServerAnswer(request.getResponse());
    await expect(bad.field('')).rejects.toMatchObject({ code: 'invalid-field' });
  });

  test('rejects where the whole answer is refused by a schema that judges it whole', async () => {
    const Whole = z.object({ title: z.string() }).refine(async ({ title }) => title !== 'Tea');
    const answer = createServerAnswer([TEXT], { schema: Whole });
    expect(await answer.field('title')).toBe('Tea');
    expect(await codeOf(answer.field(''))).toBe('invalid-field');
  });

  test('rejects when it was left out, or is undefined where it was asked for as optional', async () => {
    const answer = createServerAnswer([TEXT], { schema: Report });
    expect(await codeOf(answer.field('note'))).toBe('missing-field');
    expect(await answer.optionalField('note')).toBe(undefined);
    expect(await answer.optionalField('title')).toBe('Tea');
    expect(await codeOf(createServerAnswer([]).field(''))).toBe('missing-field');
  });

  test.each([
    ['is cut off', 'truncated', ['{"title":"Te']],
    ['cannot be read', 'no-json', ['nothing of the kind']],
    ['gives an error', 'source-failed', [{ type: 'error', code: 'sold-out', message: 'None.' }]],
    ['was stopped', 'stopped', [{ type: 'end', outcome: 'stopped', incomplete: [] }]],
    ['gives what is no piece', 'invalid-source', [42]],
  ] as const)('rejects when the source %s', async (_, code, pieces) => {
    const answer = createServerAnswer(pieces as unknown as string[]);
    expect(await codeOf(answer.field('score'))).toBe(code);
    expect(await codeOf(answer.field('title'))).toBe(code);
  });

  test('rejects with what the source threw: ours as it is, any other as the cause', async () => {
    const cause = new Error('secret');
    async function* broken() {
      yield '{"title":"Tea",';
      throw cause;
    }
    const answer = createServerAnswer(broken());
    expect(await answer.field('title')).toBe('Tea');
    const error = await answer.field('score').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'source-failed', cause });
    const agent = createAgent({ model: () => Promise.reject(cause) });
    expect(await codeOf(createServerAnswer(agent.input('?').getResponse()).field(''))).toBe(
      'model-failed',
    );
  });

  test('that nobody awaits raises nothing', async () => {
    const heard = vi.fn<() => void>();
    process.on('unhandledRejection', heard);
    const answer = createServerAnswer(['{"title":"Te']);
    void answer.field('title');
    void answer.optionalField('title');
    await task();
    process.off('unhandledRejection', heard);
    expect(heard).not.toHaveBeenCalled();
  });

  test('is refused at once under a path that is none', () => {
    expect(() => createServerAnswer([TEXT]).field('items[')).toThrow(
      expect.objectContaining({ code: 'invalid-path' }),
    );
  });
});

describe('The limits of an answer on a server', () => {
  test('a field is not waited for longer than fieldTimeoutMs, what comes later is there all the same', async () => {
    const script = createScript();
    const answer = createServerAnswer<z.infer<typeof Report>>(script.source, {
      fieldTimeoutMs: 30,
    });
    expect(await codeOf(answer.field('title'))).toBe('timeout');
    expect(await codeOf(answer.field('score'))).toBe('timeout');
    expect(script.isLeft).toBe(false);
    script.say('{"title":"Tea","score":9,"note":"hot"');
    await task();
    expect(await codeOf(answer.field('title'))).toBe('timeout');
    expect(await answer.field('note')).toBe('hot');
    answer.cancel();
  });

  test('after timeoutMs the source is left', async () => {
    const script = createScript();
    const answer = createServerAnswer(script.source, { timeoutMs: 30 });
    expect(await codeOf(answer.field('title'))).toBe('timeout');
    expect(script.isLeft).toBe(true);
  });

  test('nothing is read before it is asked for', async () => {
    const script = createScript();
    const answer = createServerAnswer(script.source);
    await task();
    expect(script.pulls).toBe(0);
    void answer.field('title');
    await task();
    expect(script.pulls).toBe(1);
    answer.cancel();
  });

  test.each(['before', 'after'] as const)(
    'an abort leaves the source, %s it was read',
    async (when) => {
      const script = createScript();
      const controller = new AbortController();
      const answer = createServerAnswer(script.source, { signal: controller.signal });
      const field = when === 'after' ? answer.field('title') : undefined;
      await task();
      controller.abort();
      await task();
      expect(script.isLeft).toBe(true);
      expect(await codeOf(field ?? answer.field('title'))).toBe('stopped');
    },
  );

  test('an abort reaches the model behind an agent', async () => {
    const controller = new AbortController();
    let signal: AbortSignal | undefined;
    const agent = createAgent({
      model: async function* (request) {
        signal = request.signal;
        yield '{"title":"Te';
        await new Promise(() => {});
      },
    });
    const response = agent.input('?').output(Report).getResponse();
    const answer = createServerAnswer(response, { signal: controller.signal });
    void answer.field('title');
    await task();
    expect(signal?.aborted).toBe(false);
    controller.abort();
    await task();
    expect(signal?.aborted).toBe(true);
  });

  test.each([
    ['an option', () => createServerAnswer([], { fieldTimeoutMs: -1 }), 'invalid-option'],
    ['a schema', () => createServerAnswer([], { schema: {} as never }), 'invalid-option'],
    ['a name', () => createServerAnswer([], { timeout: 1 } as object), 'invalid-option'],
    ['a source', () => createServerAnswer(42 as never), 'invalid-source'],
  ])('%s that is none is refused at once', (_, make, code) => {
    expect(make).toThrow(expect.objectContaining({ code }));
  });
});

describe('A hand-over', () => {
  test('has what has arrived, then the rest: together every event once, and one end', async () => {
    const script = createScript();
    const answer = createServerAnswer(script.source);
    const title = answer.field('title');
    await task();
    script.say('{"title":"Tea","score"');
    await title;
    const { head, rest, input } = answer.handOver({ topic: 'tea' });
    expect(input).toEqual({ topic: 'tea' });
    expect(decode(head).map(({ type, path }) => `${type} ${path ?? ''}`)).toEqual([
      'start ',
      'start title',
      'delta title',
      'done title',
    ]);
    await task();
    script.say(':9}');
    script.end();
    const events = decode(head + (await readAll(rest)));
    expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
    expect(events.filter(({ type }) => type === 'done').map(({ path }) => path)).toEqual([
      'title',
      'score',
      '',
    ]);
  });

  test('may be made again later, each with all of it, and after the end', async () => {
    const answer = createServerAnswer(['{"title":"Te', 'a"}']);
    const early = answer.handOver();
    await answer.field('');
    const late = answer.handOver();
    expect(late.id).not.toBe(early.id);
    expect(early.input).toBe(null);
    const text = early.head + (await readAll(early.rest));
    expect(late.head + (await readAll(late.rest))).toBe(text);
  });

  test('ends with an error that tells no secrets, and the log is told the real one', async () => {
    const cause = new Error('secret');
    const onError = vi.fn<(error: unknown) => void>();
    async function* broken() {
      yield '{"title":"Te';
      throw cause;
    }
    const { rest } = createServerAnswer(broken(), { onError }).handOver();
    const events = decode(await readAll(rest));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'internal' });
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(onError).toHaveBeenCalledExactlyOnceWith(cause);
  });

  test('goes on when its fields are waited for no longer, and ends with the time limit', async () => {
    const script = createScript();
    const answer = createServerAnswer(script.source, { fieldTimeoutMs: 10, timeoutMs: 60 });
    const { rest } = answer.handOver();
    expect(await codeOf(answer.field('title'))).toBe('timeout');
    script.say('{"title":"Tea"');
    const events = decode(await readAll(rest));
    expect(events).toContainEqual(expect.objectContaining({ type: 'done', path: 'title' }));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'timeout' });
    expect(script.isLeft).toBe(true);
  });

  test('that is cancelled leaves the source, unless somebody else wants it', async () => {
    const script = createScript();
    const answer = createServerAnswer(script.source);
    const [one, two] = [answer.handOver(), answer.handOver()];
    await one.rest.cancel();
    await task();
    expect(script.isLeft).toBe(false);
    await two.rest.cancel();
    await task();
    expect(script.isLeft).toBe(true);
  });
});
