import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { endOf, maskTimes, runCli, startCli } from '../../tests/support/run-cli.js';
import { serve, type Served } from '../../tests/support/serve.js';
import { createInstantRoute } from '../server/index.js';
import { parseRecording } from '../testing/index.js';

let folder: string;
let served: Served | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwise-cli-'));
});

afterEach(async () => {
  await served?.close();
  served = undefined;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function at(handler: (request: Request) => Response | Promise<Response>): Promise<string> {
  served = await serve(async (request) => handler(request));
  return served.url;
}

const Report = z.object({ title: z.string(), score: z.number().max(10) });

const { POST } = createInstantRoute({
  input: z.object({ topic: z.string() }),
  output: Report,
  async *run({ input }) {
    yield { type: 'done', path: 'title', value: `On ${input.topic}` };
    const issues = [{ path: 'score', message: 'at most 10' }];
    yield { type: 'invalid', path: 'score', value: 12, issues };
    yield { type: 'invalid', path: '', value: { title: `On ${input.topic}`, score: 12 }, issues };
  },
});

test('a Fieldwise route is given its input and told field by field, the invalid ones with the reason', async () => {
  const url = await at(POST);
  const { stdout, code } = await runCli(['watch', url, '--input', '{"topic":"tea"}']);
  const lines = maskTimes(stdout).split('\n');
  expect(lines[0]).toBe('  #.###s  done     title           "On tea"');
  expect(lines[1]).toBe('  #.###s  invalid  score           12  at most 10');
  expect(stdout).toMatch(/; 1 done, 2 invalid, 0 missing; \d+ B in \d+ chunks?\n$/);
  expect(code).toBe(0);
});

test('a route that refuses the input is quoted, with what to send', async () => {
  const url = await at(POST);
  const { stdout, stderr, code } = await runCli(['watch', url, '--input', '{"topic":5}']);
  expect(stderr).toMatch(/^The server answered 422 invalid-input: .*\nSend the input.*\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test('what is sent is what the flags say', async () => {
  const path = join(folder, 'body.txt');
  writeFileSync(path, 'a=1');
  const url = await at(async (request) =>
    Response.json({
      method: request.method,
      token: request.headers.get('x-token'),
      type: request.headers.get('content-type'),
      body: await request.text(),
    }),
  );
  const words = ['-X', 'PUT', '-d', `@${path}`, '-H', 'x-token: t', '-H', 'content-type: text/x'];
  const { stdout } = await runCli(['watch', url, '--json', ...words]);
  expect(stdout).toContain('"value":{"method":"PUT","token":"t","type":"text/x","body":"a=1"}');
});

/** Parts as the AI SDK sends them. */
const PARTS = [
  { type: 'start-step' },
  { type: 'text-delta', id: '0', delta: '{"title":"Te' },
  { type: 'text-delta', id: '0', delta: 'a"}' },
  { type: 'finish' },
].map((part) => `data: ${JSON.stringify(part)}\n\n`);

test.each([
  ['text/event-stream', [...PARTS, 'data: [DONE]\n\n'].join('')],
  [
    'application/x-ndjson',
    '[[{}],["title","Tea"],0,0,{"type":"end","outcome":"complete","incomplete":[]}]\n',
  ],
  ['text/plain', 'Of course: {"title":"Tea"}'],
])('a stream of the type %s is read as what it is', async (type, body) => {
  const url = await at(() => new Response(body, { headers: { 'content-type': type } }));
  const { stdout, code } = await runCli(['watch', url]);
  expect(maskTimes(stdout).split('\n').slice(0, 2)).toEqual([
    '  #.###s  done     title           "Tea"',
    '  #.###s  done     (root)          {1 key}',
  ]);
  expect(code).toBe(0);
});

test.each([
  ['a page that is not there', () => new Response('no', { status: 404 }), /404.*\nCheck the path/],
  ['a method that is not taken', () => new Response('', { status: 405 }), /405.*\n.*--input/],
  [
    'a web page',
    () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
    /text\/html/,
  ],
  ['prose', () => new Response('Sorry.'), /without any JSON/],
  [
    'an error that would clear the screen',
    () => Response.json({ error: { code: 'x', message: '\u001B[2Jgone' } }, { status: 500 }),
    /500 x: \\u001b\[2Jgone/,
  ],
  [
    'a failure on the way',
    () =>
      new Response('data:[[{}],{"type":"error","code":"model-failed","message":"No key."}]\n\n', {
        headers: { 'content-type': 'text/event-stream' },
      }),
    /^The answer failed with model-failed: No key\.\n/,
  ],
])('%s is told in a line or two, and fails', async (_, answer, reason) => {
  const { stderr, code } = await runCli(['watch', await at(answer)]);
  expect(stderr).toMatch(reason);
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(code).toBe(1);
});

test('a connection that breaks is told as that, and what had arrived stays', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('{"a":1,"b', () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { stdout, stderr, code } = await runCli(['watch', `http://127.0.0.1:${port}/`]);
  await new Promise((resolve) => server.close(resolve));
  expect(stdout).toContain('done     a               1');
  expect(stdout).toContain('failed after');
  expect(stderr).toMatch(
    /^The connection to http.* failed: other side closed\.\nLook at the log.*\n$/,
  );
  expect(code).toBe(1);
});

test('an address where nobody listens is told as that', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const { stdout, stderr, code } = await runCli(['watch', `http://127.0.0.1:${port}/`]);
  expect(stderr).toMatch(/^Nothing listens at .* \(ECONNREFUSED\)\.\nStart the server.*\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test('an interrupt reaches the server, what arrived is shown and recorded as cut off', async () => {
  let onAbort!: () => void;
  const aborted = new Promise<void>((resolve) => (onAbort = resolve));
  const url = await at((request) => {
    request.signal.addEventListener('abort', onAbort);
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":1,"b":"half'));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/plain' } });
  });
  const path = join(folder, 'interrupted.json');
  const child = startCli(['watch', url, '--record', path]);
  child.stdout.once('data', () => child.kill('SIGINT'));
  const { stdout, stderr, code } = await endOf(child);
  await aborted;
  expect(maskTimes(stdout).split('\n')).toEqual([
    '  #.###s  done     a               1',
    '  #.###s  cut off  (root)',
    '  #.###s  cut off  b               "half"',
    'stopped after #.###s: first field #.###s; 1 done, 0 invalid, 0 missing, 2 cut off; ' +
      '16 B in 1 chunk; no repairs',
    '',
  ]);
  expect(stderr).toBe(`Recorded 1 piece in ${path}.\n`);
  expect(code).toBe(1);
  const { text, isCut } = parseRecording(readFileSync(path, 'utf8'));
  expect([text, isCut]).toEqual(['{"a":1,"b":"half', true]);
});

test('what is recorded plays the same', async () => {
  const url = await at(POST);
  const path = join(folder, 'route.json');
  const words = ['--json', '--events'];
  const live = await runCli([
    'watch',
    url,
    '--input',
    '{"topic":"tea"}',
    '--record',
    path,
    ...words,
  ]);
  const played = await runCli(['watch', path, '--speed', 'Infinity', ...words]);
  const withoutTimes = (output: string) => output.replaceAll(/"atMs":\d+/g, '');
  expect(live.stdout).toContain('"value":"On tea"');
  expect(withoutTimes(played.stdout)).toBe(withoutTimes(live.stdout));
  expect(parseRecording(readFileSync(path, 'utf8')).contentType).toMatch(/event-stream/);
});

test('a recording that cannot be written is refused before anything is asked', async () => {
  for (const path of [join(folder, 'gone', 'a.json'), folder]) {
    const { stdout, stderr, code } = await runCli(['watch', '-', '--record', path], { stdin: '1' });
    expect(stderr).toContain('--record');
    expect(stderr).toContain(path);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  }
});
