import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maskTimes, runCli } from '../../tests/support/run-cli.js';
import { formatRecording, parseRecording } from '../testing/index.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwise-cli-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Pieces cut inside a key, a text, a pair of surrogates. */
const PIECES = [
  '{"title":"Green',
  ' tea","it',
  'ems":[{"title":"茶 \uD83C',
  '\uDF75"},{"price":12.5,',
  '}]}',
];
const recording = parseRecording(
  JSON.stringify({ version: 1, pieces: PIECES.map((piece, index) => [index * 60_000, piece]) }),
);

test('a recording is played without waiting and told field by field', async () => {
  const path = write('recording.json', formatRecording(recording));
  const { stdout, stderr, code } = await runCli(['watch', path, '--speed', 'Infinity']);
  expect(maskTimes(stdout).split('\n')).toEqual([
    '  #.###s  done     title           "Green tea"',
    '  #.###s  done     items[0].title  "茶 🍵"',
    '  #.###s  done     items[0]        {1 key}',
    '  #.###s  done     items[1].price  12.5',
    '  #.###s  done     items[1]        {1 key}',
    '  #.###s  done     items           [2 items]',
    '  #.###s  done     (root)          {2 keys}',
    'complete in #.###s: first field #.###s; 7 done, 0 invalid, 0 missing; ' +
      '68 B in 5 chunks; repairs: 1 trailing-comma',
    '',
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('a recorded route is played with its frames, and what was cut off is said to be', async () => {
  const text = 'data:[[{}],["title","Green"]]\n\n';
  const path = write(
    'cut.json',
    formatRecording({
      version: 1,
      text,
      ends: [text.length],
      atMs: [0],
      contentType: 'text/event-stream',
      isCut: true,
    }),
  );
  const { stdout, stderr, code } = await runCli(['watch', path]);
  expect(maskTimes(stdout).split('\n')).toEqual([
    '  #.###s  cut off  (root)',
    '  #.###s  cut off  title           "Green"',
    'failed after #.###s: no field; 0 done, 0 invalid, 0 missing, 2 cut off; 31 B in 1 chunk',
    '',
  ]);
  expect(stderr).toMatch(/^The stream closed before its last event\..*\nLook for a proxy.*\n$/);
  expect(code).toBe(1);
});

test('a run that the devtools exported is played as it was told, without its schema', async () => {
  const events = [
    { atMs: 0, type: 'start', path: '', kind: 'object' },
    { atMs: 0, type: 'invalid', path: 'price', value: 'much', issues: [] },
  ];
  const file = { version: 1, name: 'report', status: 'stopped', dropped: 0, events };
  const path = write('run.json', JSON.stringify(file));
  const { stdout, code } = await runCli(['watch', path]);
  expect(stdout).toContain('invalid  price           "much"');
  expect(stdout).toContain('1 invalid');
  expect(code).toBe(1);
});

test('the output of a model is read as models write it, and strictly only where that is asked', async () => {
  const path = write('answer.txt', 'Here it is:\n```json\n{title: "Tea"}\n```\n');
  const forgiven = await runCli(['watch', path]);
  expect(forgiven.stdout).toContain('done     title           "Tea"');
  expect(forgiven.stdout).toContain('repairs: 1 surrounding-text, 2 fence, 1 unquoted-key');
  expect(forgiven.code).toBe(0);
  const strict = await runCli(['watch', path, '--strict']);
  expect(strict.stderr).toMatch(/^Unexpected "H" in JSON \(line 1, column 1/);
  expect(strict.code).toBe(1);
});

test('piped text that stops half-way is cut off, where it stopped', async () => {
  const { stdout, stderr, code } = await runCli(['watch', '-'], { stdin: '{"a":[1,{"b":"x' });
  expect(maskTimes(stdout).split('\n').slice(0, 5)).toEqual([
    '  #.###s  done     a[0]            1',
    '  #.###s  cut off  (root)',
    '  #.###s  cut off  a',
    '  #.###s  cut off  a[1]',
    '  #.###s  cut off  a[1].b          "x"',
  ]);
  expect(stderr).toMatch(/^The answer was cut off before its end, in a\[1\]\.b\.\n.+\n$/);
  expect(code).toBe(1);
});

test('events are lines of JSON, in short unless all are asked for', async () => {
  const ends = await runCli(['watch', '-', '--json'], { stdin: '{"a":"x","b":[1]}' });
  const events = (output: string) =>
    output
      .trim()
      .split('\n')
      .map((line) => {
        const { atMs, ...event } = JSON.parse(line) as { readonly atMs: number };
        expect(Number.isInteger(atMs)).toBe(true);
        return event;
      });
  expect(events(ends.stdout)).toEqual([
    { type: 'done', path: 'a', value: 'x' },
    { type: 'done', path: 'b[0]', value: 1 },
    { type: 'done', path: 'b', value: [1] },
    { type: 'done', path: '', value: { a: 'x', b: [1] } },
    { type: 'end', outcome: 'complete', incomplete: [] },
  ]);
  const every = await runCli(['watch', '-', '--json', '--events'], { stdin: '{"a":"x"}' });
  expect(events(every.stdout)).toEqual([
    { type: 'start', path: '', kind: 'object' },
    { type: 'start', path: 'a', kind: 'string' },
    { type: 'delta', path: 'a', delta: 'x' },
    { type: 'done', path: 'a', value: 'x' },
    { type: 'done', path: '', value: { a: 'x' } },
    { type: 'end', outcome: 'complete', incomplete: [] },
  ]);
});

/** Clears the screen, hides what follows, turns the line around, begins a link, in values and in a key. */
const HOSTILE = JSON.stringify({
  '\u001B[2Jkey': '\u001B]8;;https://a.example\u0007x\u009B31m',
  turned: 'a\u202Eb\u2028c\r\nd\u{E0041}',
});

test.each([[[]], [['--json']], [['--events']]])(
  'nothing that a terminal obeys gets through, with %o',
  async (flags) => {
    const { stdout } = await runCli(['watch', '-', ...flags], { stdin: HOSTILE });
    expect(stdout).toContain(
      String.raw`\u001b[2Jkey`.replace('\\', flags[0] === '--json' ? '\\\\' : '\\'),
    );
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  },
);

test('wrong usage is told in two lines, with an exit code of its own', async () => {
  const { stdout, stderr, code } = await runCli(['watch', 'a', '-d', '{}']);
  expect(stderr).toMatch(/^--data goes with a URL.*\nSee: fieldwise --help\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('help and the version are asked for, with and without a command', async () => {
  const help = await runCli(['watch', '--help']);
  expect(help.stdout).toMatch(/^Usage: fieldwise watch/);
  expect(help.code).toBe(0);
  expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('colour is a choice of the environment and of the flag', async () => {
  const stdin = '{"a":1}';
  const colored = await runCli(['watch', '-'], { stdin, env: { FORCE_COLOR: '1' } });
  expect(colored.stdout).toContain('\u001B[32mdone\u001B[39m     a');
  const env = { FORCE_COLOR: '1', NO_COLOR: '1' };
  expect((await runCli(['watch', '-'], { stdin, env })).stdout).not.toContain('\u001B');
  const flagged = await runCli(['watch', '-', '--no-color'], { stdin, env: { FORCE_COLOR: '1' } });
  expect(flagged.stdout).not.toContain('\u001B');
});

test.each([
  ['a file that is not there', 'gone.json', 'There is no such file: gone.json.'],
  ['an address without its scheme', 'localhost:3000/api', 'write http://localhost:3000/api.'],
  ['a folder', 'src', 'src cannot be read'],
])('%s is told in words', async (_, source, reason) => {
  const { stdout, stderr, code } = await runCli(['watch', source]);
  expect(stderr).toContain(reason);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test.each([
  '{"version":"2","pieces":["king","queen"]}',
  '{"version":1,"pieces":["king","queen"]}',
  '{"version":1,"title":"x","atMs":3}',
])('model output that has a word of a recording is none: %s', async (said) => {
  const { stdout, stderr, code } = await runCli(['watch', write('chess.json', said)]);
  expect(stdout).toContain('complete in');
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test.each([
  ['{"version":2,"pieces":[[0,"{}"]]}', 'version'],
  ['{"version":1,"pieces":[[0,"{}"],"x"]}', 'pieces'],
  ['{"version":1,"text":"{}","ends":[1],"atMs":[0]}', 'ends'],
])('a recording that cannot be used is refused: %s', async (file, words) => {
  const { stderr, code } = await runCli(['watch', write('broken.json', file)]);
  expect(stderr).toContain('The recording cannot be used');
  expect(stderr).toContain(words);
  expect(code).toBe(1);
});

test('a speed for a file that is no recording is refused', async () => {
  const path = write('text.txt', '{"a":1}');
  const { stdout, stderr, code } = await runCli(['watch', path, '--speed', '2']);
  expect(stderr).toContain('--speed goes with the file of a recording');
  expect([stdout, code]).toEqual(['', 1]);
});

test('a file that is no text is refused, and one with a few broken characters is read', async () => {
  const path = join(folder, 'binary');
  for (const bytes of [
    [0, 1, 2, 3],
    Array.from({ length: 200 }, (_, index) => 255 - (index % 90)),
  ]) {
    writeFileSync(path, Uint8Array.from(bytes));
    const { stdout, stderr, code } = await runCli(['watch', path]);
    expect(stderr).toContain('is no text: its bytes are not UTF-8');
    expect([stdout, code]).toEqual(['', 1]);
  }
  writeFileSync(path, Buffer.from('{"a":"caf\xe9"}', 'latin1'));
  expect((await runCli(['watch', path])).code).toBe(0);
});
