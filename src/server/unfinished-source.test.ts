import { describe, expect, test } from 'vitest';
import { createInstantParser, type InstantEventInput } from '../protocol/index.js';
import { createInstantRoute } from './create-instant-route.js';
import { toInstantResponse } from './to-instant-response.js';

function post(accept: string): Request {
  const headers = { accept, 'content-type': 'application/json' };
  return new Request('http://localhost/', { method: 'POST', headers, body: '{}' });
}

function* half(): Generator<InstantEventInput> {
  yield* createInstantParser().feed('{"title":"Hal');
}

describe('A source that ends without an end', () => {
  test('is truncated while something is open, and says what', async () => {
    const body = await toInstantResponse(half()).text();
    expect(body).toContain('{"type":"end","outcome":"truncated","incomplete":["","title"]}');
  });

  test('is complete when nothing is open', async () => {
    const whole = await toInstantResponse(createInstantParser().feed('{"title":"Whole"}')).text();
    expect(whole).toContain('"outcome":"complete"');
    const byHand = await toInstantResponse([{ type: 'done', path: 'title', value: 'Hand' }]).text();
    expect(byHand).toContain('"outcome":"complete"');
  });

  test('is not passed off as data to a client that asks for JSON', async () => {
    const { POST } = createInstantRoute({ run: () => half(), onError: () => {} });
    const response = await POST(post('application/json'));
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: 'truncated' } });
  });

  test('is data to it when nothing is open', async () => {
    const run = () => [{ type: 'done', path: 'title', value: 'Hand' } as const];
    const response = await createInstantRoute({ run }).POST(post('application/json'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { title: 'Hand' } });
  });

  test('is not data when it was stopped', async () => {
    const run = () => [
      ...half(),
      { type: 'end', outcome: 'stopped', incomplete: ['title'] } as const,
    ];
    const { POST } = createInstantRoute({ run, onError: () => {} });
    expect((await POST(post('application/json'))).status).toBe(502);
  });
});

test.each([undefined, null, 7, 'text', {}])(
  'A source that yields %s ends in an error, and is left',
  async (junk) => {
    const errors: unknown[] = [];
    let isLeft = false;
    async function* source(): AsyncGenerator<InstantEventInput> {
      try {
        yield { type: 'done', path: 'a', value: 1 };
        // What JavaScript without types may do.
        yield junk as never;
      } finally {
        isLeft = true;
      }
    }
    const body = await toInstantResponse(source(), {
      onError: (error) => errors.push(error),
    }).text();
    expect(body).toContain('"code":"internal"');
    expect(errors).toEqual([expect.objectContaining({ code: 'invalid-source' })]);
    expect(isLeft).toBe(true);
  },
);
