import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chooseSteps } from '../../.ci/choose-steps.mjs';
import { countPlaywright, countVitest } from '../../.ci/count-tests.mjs';
import { runCommand } from '../../.ci/run-command.mjs';
import { runSteps } from '../../.ci/run-steps.mjs';
import { steps } from '../../.ci/steps.mjs';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwise-ci-'));
  vi.spyOn(console, 'log').mockReturnValue();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function report(content: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (passed: number, failed: number) =>
  report({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 1, numTodoTests: 0 });

describe('the count of tests', () => {
  test('is read from the reports of both runners', () => {
    expect(countVitest(vitest(3, 1))).toEqual({ passed: 3, failed: 1, skipped: 1 });
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 0 };
    expect(countPlaywright(report({ stats }))).toEqual({ passed: 5, failed: 2, skipped: 0 });
  });

  test('is an error when no test ran, or the report is missing or strange', () => {
    expect(() => countVitest(vitest(0, 0))).toThrow('no test ran');
    expect(() => countVitest(report({}))).toThrow('not a report');
    expect(() => countPlaywright(report({}))).toThrow('not a report');
    expect(() => countVitest(join(folder, 'absent.json'))).toThrow('No test report');
  });
});

describe('the steps', () => {
  const task = (name: string, run: () => void, needs: string[] = []) => ({
    name,
    about: name,
    needs,
    run: async () => run(),
  });
  const fail = () => {
    throw new Error('broken');
  };

  test('run in turn; one that needs a failed one is left out, with its reason', async () => {
    const ran: string[] = [];
    const note = (name: string, needs?: string[]) => task(name, () => void ran.push(name), needs);
    const result = await runSteps([
      task('build', fail),
      note('pack', ['build']),
      note('lint'),
      note('publish', ['pack']),
    ]);
    expect(ran).toEqual(['lint']);
    expect(result.notRun).toEqual([
      { name: 'pack', reason: 'needs build' },
      { name: 'publish', reason: 'needs pack' },
    ]);
  });

  test('count a failed one without tests as one failure', async () => {
    const result = await runSteps([task('lint', fail), task('types', () => undefined)]);
    expect(result).toMatchObject({ passed: 0, failed: 1, failedSteps: ['lint'] });
  });

  test('can be chosen and left out by name, and a misspelt name is refused', () => {
    const names = (...args: string[]) => chooseSteps(steps, args).map(({ name }) => name);
    expect(names('--only', 'unit,types')).toEqual(['types', 'unit']);
    expect(names('--skip', 'e2e')).not.toContain('e2e');
    expect(names()).toEqual(steps.map(({ name }) => name));
    expect(() => names('--only', 'unti')).toThrow('no step "unti"');
  });

  test('need only steps that come before them', () => {
    const order = steps.map(({ name }) => name);
    for (const { name, needs } of steps) {
      expect(needs.filter((need) => order.indexOf(need) >= order.indexOf(name))).toEqual([]);
      expect(needs.filter((need) => !order.includes(need))).toEqual([]);
    }
  });
});

describe('a command', () => {
  const node = (code: string) => [process.execPath, '-e', code];

  test('hands its output to the log and resolves when it exits with 0', async () => {
    const log: string[] = [];
    await runCommand(node('console.log("out"); console.error("err")'), {
      log: (text) => void log.push(text),
    });
    expect(log.slice(1).toSorted().join('')).toBe('err\nout\n');
  });

  test('rejects when it exits with anything else, cannot be started or takes too long', async () => {
    const log = () => undefined;
    await expect(runCommand(node('process.exit(3)'), { log })).rejects.toThrow('exit code 3');
    await expect(runCommand(['no-such-program'], { log })).rejects.toThrow('could not be started');
    const endless = runCommand(node('setInterval(() => {}, 1000)'), { log, timeoutMs: 100 });
    await expect(endless).rejects.toThrow('ran longer than 0.1 s');
  });

  test.skipIf(process.platform === 'win32').each(['SIGKILL', 'SIGTERM'] as const)(
    'ends with npm, when npm gets a %s',
    async (signal) => {
      const project = mkdtempSync(join(folder, 'npm-'));
      const module = pathToFileURL(join(import.meta.dirname, '../../.ci/run-command.mjs')).href;
      const child = 'console.log(process.pid); setInterval(() => {}, 1000)';
      const script = `import { endChildrenOnSignal, runCommand } from '${module}';
        endChildrenOnSignal();
        await runCommand([process.execPath, '-e', ${JSON.stringify(child)}]);`;
      writeFileSync(join(project, 'start.mjs'), script);
      const manifest = { scripts: { start: 'node start.mjs' } };
      writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));

      const npm = spawn('npm', ['start', '--silent'], { cwd: project });
      const pid = Number(await new Promise((resolve) => npm.stdout.once('data', resolve)));
      expect(isRunning(pid)).toBe(true);
      npm.kill(signal);
      await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 15_000 });
    },
  );
});

/** False as well for a process that has ended and that nobody has asked about. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
