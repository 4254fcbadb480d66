import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from '../agent/index.js';
import { InstantClientError } from '../client/index.js';
import { instantEvents, type InstantEventInput } from '../protocol/index.js';
import { createInstantRoute, type InstantRouteOptions } from './create-instant-route.js';

async function answerOf(run: InstantRouteOptions['run']) {
  const { POST } = createInstantRoute({ run, onError: () => {} });
  const headers = { accept: 'application/json' };
  const response = await POST(new Request('http://a.test/', { method: 'POST', headers }));
  const { error } = (await response.json()) as { error?: { code: string } };
  return [response.status, error?.code] as const;
}

/** An agent whose model says this, or fails with it. */
function asking(said: string | Error) {
  async function* model() {
    yield '{"title":';
    if (typeof said !== 'string') throw said;
    yield said;
  }
  return createAgent({ model })
    .input('x')
    .output(z.object({ title: z.string() }));
}

async function* failing(error: Error): AsyncGenerator<InstantEventInput> {
  yield { type: 'done', path: 'title', value: 'Tea' };
  throw error;
}

const outOfTime = new DOMException('Too long.', 'TimeoutError');
const upstream = new InstantClientError('connection', 'connection-lost', 'Lost.');
const told = (code: string): InstantEventInput[] => [{ type: 'error', code, message: 'So.' }];

test.each([
  ['a model that fails', () => asking(new Error('x')).getResponse(), 502, 'model-failed'],
  ['a model that writes no JSON', () => asking('@}').getResponse(), 502, 'unreadable-output'],
  [
    'a model that does not keep to its schema',
    async function* () {
      const response = asking('1}').getResponse();
      await response.getData();
      yield* response;
    },
    502,
    'invalid-output',
  ],
  [
    'a model that is cut off',
    async function* () {
      const response = asking('"Te').getResponse();
      await response.getData();
      yield* response;
    },
    502,
    'truncated-output',
    'withheld-output',
  ],
  [
    'a text from elsewhere that is no JSON',
    () => instantEvents(['[1 2]'], { strict: true }),
    502,
    'unexpected-character',
  ],
  ['a stream from elsewhere that breaks', () => failing(upstream), 502, 'internal'],
  [
    'a model that is given up after its time',
    () => asking(outOfTime).getResponse(),
    504,
    'model-failed',
  ],
  ['a source that is given up after its time', () => failing(outOfTime), 504, 'internal'],
  ['a run that is given up after its time', () => Promise.reject(outOfTime), 504, 'internal'],
  ['a failed model in an event', () => told('model-failed'), 502, 'model-failed'],
  ['a time limit in an event', () => told('timeout'), 504, 'timeout'],
  ['an error of one’s own in an event', () => told('mine'), 500, 'mine'],
  [
    'a request that says nothing',
    () => createAgent({ model: async function* () {} }).getResponse(),
    500,
    'empty-prompt',
  ],
  ['anything else', () => failing(new Error('x')), 500, 'internal'],
] as [string, InstantRouteOptions['run'], number, string][])(
  '%s is answered with its own status',
  async (_, run, status, code) => {
    expect(await answerOf(run)).toEqual([status, code]);
  },
);
