import { QueryClient } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  createManualTransport,
  type ManualTransport,
} from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import { inputKey } from './input-key.js';
import { instantStreamOptions, useInstantStream } from './index.js';

const pdf = (text = 'a') => new File([text], 'a.pdf', { type: 'application/pdf' });

/** The file of each request, by its name, because files are compared by their content otherwise. */
function sent(transport: ManualTransport<unknown>): unknown[] {
  return transport.calls.map(({ input }) => inputKey((input as { f: File }).f));
}

function setUp() {
  const transport = createManualTransport<unknown>();
  function View({ input, debounceMs = 0 }: { input?: unknown; debounceMs?: number }) {
    const stream = useInstantStream<Report>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'any',
      input,
      debounceMs,
    });
    return (
      <button onClick={() => void stream.submit(new Map())}>
        {stream.status}:{stream.partial?.title}
      </button>
    );
  }
  return { transport, View };
}

afterEach(() => void vi.useRealTimers());

describe('a declared input with a file', () => {
  test('has an answer of its own for every file', async () => {
    const { transport, View } = setUp();
    const [one, other] = [pdf(), pdf()];
    const { rerender, container } = renderWithCache(<View input={{ f: one }} />);
    await after(() => {});
    await after(() => {
      transport.last.push('{"title":"One","score":1,"items":[]}');
      transport.last.end();
    });
    rerender(<View input={{ f: other }} />);
    await settle();
    expect(container.textContent).toBe('connecting:');
    rerender(<View input={{ f: one }} />);
    await settle();
    expect(container.textContent).toBe('complete:One');
    expect(sent(transport)).toEqual([inputKey(one), inputKey(other)]);
  });

  test('waits for another file as for any other input', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
    const { transport, View } = setUp();
    const [one, other] = [pdf(), pdf()];
    const { rerender } = renderWithCache(<View input={{ f: one }} debounceMs={100} />);
    await pass(1);
    rerender(<View input={{ f: other }} debounceMs={100} />);
    await pass(99);
    expect(sent(transport)).toEqual([inputKey(one)]);
    await pass(1);
    expect(sent(transport)).toEqual([inputKey(one), inputKey(other)]);
  });

  test('has the same key outside a component', () => {
    const key = (f: File) => instantStreamOptions({ api: '/api', schema: Report, input: { f } });
    const file = pdf();
    const hash = (f: File) => new QueryClient().defaultQueryOptions(key(f)).queryHash;
    expect(hash(file)).toBe(hash(file));
    expect(hash(file)).not.toBe(hash(pdf()));
  });
});

describe('the key of an input', () => {
  class Money {
    readonly amount = 5;
  }
  class Secret {
    readonly #amount = 5;
    get twice() {
      return this.#amount * 2;
    }
  }

  test.each([
    ['text', 'a'],
    ['null', null],
    ['undefined fields', { a: undefined, b: [undefined, Number.NaN] }],
    ['a date', { at: new Date(5) }],
    ['an address', { at: new URL('http://a.b') }],
    ['fields of a class', { price: new Money() }],
    ['what is empty', { a: {}, b: [], c: Object.create(null), d: new Uint8Array() }],
  ])('is the input itself: %s', (_, input) => {
    expect(inputKey(input)).toBe(input);
  });

  test('is the input itself where it contains itself, so that JSON refuses it', () => {
    const input: { self?: unknown } = {};
    input.self = [input];
    expect(inputKey(input)).toBe(input);
  });

  test('names files and blobs wherever they are, and leaves the rest', () => {
    const [f, blob] = [pdf(), new Blob(['a'])];
    const key = inputKey({ a: [f, { blob }, f], b: 5, c: undefined, ['__proto__']: 1 });
    const name = expect.stringMatching(/^file [a-z0-9]+$/);
    expect(key).toStrictEqual({
      a: [name, { blob: name }, name],
      b: 5,
      c: undefined,
      ['__proto__']: 1,
    });
    expect(inputKey(f)).toBe(inputKey(f));
    expect(inputKey(f)).not.toBe(inputKey(blob));
  });

  test.each([
    ['BigInt', 5n],
    ['Map', new Map([['a', 1]])],
    ['Set', new Set(['a'])],
    ['FormData', new FormData()],
    ['ArrayBuffer', new ArrayBuffer(8)],
    ['URLSearchParams', new URLSearchParams('a=1')],
    ['RegExp', /a/],
    ['Promise', Promise.resolve(1)],
    ['Object', new Secret()],
  ])('is refused where JSON has nothing of it: %s', (tag, part) => {
    const refusal = {
      name: 'UsageError',
      code: 'invalid-option',
      message: expect.stringMatching(new RegExp(`^\`input\` takes .*submit.*: got ${tag}\\.$`)),
    };
    const thrown = (input: unknown) => {
      try {
        inputKey(input);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(thrown(part)).toMatchObject(refusal);
    expect(thrown({ a: [part] })).toMatchObject(refusal);
  });
});

test('what is refused as a declared input can be submitted', async () => {
  const { transport, View } = setUp();
  const { getByRole } = renderWithCache(<View />);
  await after(() => getByRole('button').click());
  expect(transport.last.input).toEqual(new Map());
});

test('what cannot be told apart is refused while rendering, and by options at once', () => {
  const { View } = setUp();
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(() => renderWithCache(<View input={new Map()} />)).toThrow('`input` takes');
  expect(() => renderWithCache(<View input={new Map()} debounceMs={5} />)).toThrow('`input` takes');
  expect(() => renderWithCache(<View input={{ n: 5n }} />)).toThrow('`input` takes');
  report.mockRestore();
  expect(() => instantStreamOptions({ api: '/api', input: new Set() })).toThrow('`input` takes');
});
