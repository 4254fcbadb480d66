import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { runCli } from '../../tests/support/run-cli.js';
import { findTerminal, type TerminalRun } from '../../tests/support/run-in-terminal.js';
import { serve, type Served } from '../../tests/support/serve.js';

const SIZE = { columns: 60, rows: 6 };
const start = findTerminal();

const ESCAPE = '\u001B';
const ENTER = `${ESCAPE}[?1049h${ESCAPE}[?25l${ESCAPE}[?7l`;
const LEAVE = `${ESCAPE}[?7h${ESCAPE}[?25h${ESCAPE}[?1049l`;
const HOME = `${ESCAPE}[H`;
const END = `${ESCAPE}[J`;
/** A terminal begins a line by itself where one was begun already. */
const NEW_LINE = /\r+\n/;

// oxlint-disable-next-line no-control-regex -- what is looked for is a control sequence
const withoutColor = (line: string) => line.replaceAll(/\u001B\[[\d;]*[mKJ]/g, '');

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** A route that sends what it is told, when it is told. */
async function heldRoute() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const headers = { 'content-type': 'application/json' };
  served = await serve(async () => new Response(readable, { headers }));
  const send = (text: string) => writer.write(new TextEncoder().encode(text));
  return { url: served.url, send, close: () => writer.close() };
}

/** Waits until the terminal has been shown something. */
async function until(run: TerminalRun, pattern: RegExp): Promise<void> {
  await vi.waitFor(() => expect(run.output()).toMatch(pattern), { timeout: 20_000, interval: 20 });
}

/** Where no terminal can be made, at least this is so: nothing that only a terminal understands is written. */
async function expectPlain(): Promise<void> {
  process.stderr.write(
    'Neither script (util-linux) nor python3 makes a terminal here: the live view is not watched at one.\n',
  );
  const { stdout, code } = await runCli(['watch', '-'], { stdin: '{"title":"Tea"}' });
  expect(stdout).toContain('done     title           "Tea"');
  expect(stdout).not.toContain(ESCAPE);
  expect(code).toBe(0);
}

/** What is on the screen: the lines of the last frame that was drawn to its end. */
const lastFrame = (output: string) =>
  (output.split(HOME).findLast((frame) => frame.includes(END)) ?? '')
    .split(NEW_LINE)
    .map(withoutColor);

/** What stays when the screen has been given back. */
const remains = (output: string) => output.split(LEAVE).at(-1)?.split(NEW_LINE) ?? [];

test('at a terminal the rows are drawn while they grow, and all of them stay when it is over', async () => {
  if (start === undefined) return expectPlain();
  const route = await heldRoute();
  const run = start(['watch', route.url], SIZE);
  onTestFinished(() => run.type('\u0003'));
  await route.send('{"title":"Green","items":["one","two","three');
  await until(run, /items\[2\].*"three[^]*\[J/);
  const frame = lastFrame(run.output());
  // The newest of six rows that fit, below a line of figures; none is wider than the screen.
  expect(frame.length).toBeLessThanOrEqual(SIZE.rows);
  expect(frame[0]).toMatch(/^ *\d+\.\d{3}s {2}\d done {2}\d open/);
  expect(frame.join('\n')).toContain('streaming  "three');
  for (const line of frame) expect(line.length).toBeLessThanOrEqual(SIZE.columns);

  await route.send('"],"score":9}');
  await route.close();
  expect(await run.ended).toBe(0);
  const output = run.output();
  expect(output.split(ENTER)).toHaveLength(2);
  expect(output.split(LEAVE)).toHaveLength(2);
  const lines = remains(output);
  expect(lines.map((line) => withoutColor(line).split(' ')[0])).toEqual([
    '(root)',
    'title',
    'items',
    'items[0]',
    'items[1]',
    'items[2]',
    'score',
    'complete',
    '',
  ]);
  // Colour, because it is a terminal, and nothing else that moves anything.
  expect(lines[1]).toContain(`${ESCAPE}[32mdone${ESCAPE}[39m`);
  expect(lines.map(withoutColor).join('')).not.toContain(ESCAPE);
  return undefined;
});

test('ctrl-c at a terminal ends the request, gives the screen back and keeps what had arrived', async () => {
  if (start === undefined) return expectPlain();
  const route = await heldRoute();
  const run = start(['watch', route.url], SIZE);
  await route.send('{"title":"Gre');
  await until(run, /streaming.*"Gre/);
  run.type('\u0003');
  expect(await run.ended).toBe(1);
  const lines = remains(run.output()).map(withoutColor);
  expect(lines.find((line) => line.startsWith('title'))).toMatch(/cut off +"Gre/);
  expect(lines.at(-2)).toMatch(/^stopped after \d+\.\d{3}s: no field; .*2 cut off/);
  return undefined;
});

test('a terminal that says it understands nothing is written to line by line', async () => {
  if (start === undefined) return expectPlain();
  const route = await heldRoute();
  const run = start(['watch', route.url], SIZE, { TERM: 'dumb' });
  await route.send('{"title":"Tea"}');
  await route.close();
  expect(await run.ended).toBe(0);
  expect(withoutColor(run.output())).toContain('done     title           "Tea"');
  expect(withoutColor(run.output())).not.toContain(ESCAPE);
  return undefined;
});
