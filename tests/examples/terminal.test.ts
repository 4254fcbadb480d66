import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { startModelServer, type ModelServer } from '../support/model-server.js';
import { root } from '../surface/source-files.js';

const DISH = `name: Leek and potato soup
minutes: 35
ingredients:
  - amount: 3
    what: leeks
  - amount: 500 g
    what: floury potatoes
  - amount: 1 l
    what: vegetable stock
steps:
  - Soften the sliced leeks slowly.
  - Simmer them with the potatoes in the stock.
  - Blend half of it and season.
`;

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const cook = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run('main.ts', words, env);

async function run(
  file: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
) {
  const named = new Set(['NO_COLOR', 'FORCE_COLOR', 'OPENAI_API_KEY', 'OPENAI_BASE_URL', 'MODEL']);
  const own = Object.entries(process.env).filter(([name]) => !named.has(name));
  const args = ['--import', 'tsx', `examples/terminal/${file}`, ...words];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...Object.fromEntries(own), ...env },
  });
  child.stdin.end(input);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    stdout: await text(child.stdout),
    stderr: await text(child.stderr),
    code: await code,
  };
}

describe('the example in a terminal', () => {
  test('prints a dish without a key, plain into a pipe', async () => {
    expect(await cook([])).toEqual({ stdout: DISH, stderr: '3 things to buy.\n', code: 0 });
  });

  test('prints in colours where they are asked for', async () => {
    const { stdout } = await cook([], { FORCE_COLOR: '1' });
    expect(stdout).toContain('\u001B[36mname:\u001B[39m Leek');
    expect(stripVTControlCharacters(stdout)).toBe(DISH);
  });

  test('asks an endpoint where there is one, with the words it was given', async () => {
    const dish = { name: 'Tea', minutes: 4, ingredients: [], steps: ['Pour.'] };
    const server = await startModelServer([{ chunks: [JSON.stringify(dish)] }]);
    servers.push(server);
    const env = { OPENAI_BASE_URL: server.model.baseURL, MODEL: 'small' };
    const { stdout, code } = await cook(['something', 'hot'], env);
    expect(stdout).toBe('name: Tea\nminutes: 4\ningredients: []\nsteps:\n  - Pour.\n');
    expect(code).toBe(0);
    const { body } = server.calls[0] ?? {};
    expect(body).toMatchObject({ model: 'small' });
    expect(JSON.stringify(body)).toContain('something hot');
  });

  test('says in words what went wrong, and fails', async () => {
    const server = await startModelServer([{ status: 401 }]);
    servers.push(server);
    const { stderr, code } = await cook([], { OPENAI_BASE_URL: server.model.baseURL });
    expect(stderr).toMatch(/^model-failed: The model call failed with HTTP status 401\./);
    expect(code).toBe(1);
  });
});

describe('the flow in a terminal', () => {
  test('works on tasks while the plan is being written, asks, and reports', async () => {
    const { stdout, stderr, code } = await run('flow.ts', [], {}, 'y\n');
    const lines = stdout.trimEnd().split('\n');
    const first = lines.indexOf('Begun: Look up the tides');
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(lines.indexOf('The plan is written: 3 tasks.'));
    expect(lines.filter((line) => line.startsWith('Done: '))).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/^Settled\. .*High water is at noon\./);
    expect(stderr).toContain('Go on with 3 notes? [y/n] ');
    expect(code).toBe(0);
  });

  test('takes a closed input for a no', async () => {
    const { stdout, code } = await run('flow.ts', []);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Another day, then.');
    expect(code).toBe(0);
  });
});
