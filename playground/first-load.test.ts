import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, it, onTestFinished, vi } from 'vitest';

const LIMIT_BYTES = 200 * 1024;

/**
 * What a chunk brings with it at once; the page asks for the devtools as soon as it stands, and they for what reads and
 * writes files when somebody presses a button.
 */
function neededFrom(chunks: ReadonlyMap<string, Rolldown.OutputChunk>, entry: string) {
  const needed = new Set<string>();
  const visit = (name: string) => {
    const chunk = chunks.get(name);
    if (!chunk || needed.has(name)) return;
    needed.add(name);
    chunk.imports.forEach(visit);
    chunk.dynamicImports.filter((path) => isDevtools(chunks.get(path))).forEach(visit);
  };
  visit(entry);
  return needed;
}

function isDevtools(chunk: Rolldown.OutputChunk | undefined): boolean {
  return chunk?.facadeModuleId?.includes('/src/devtools/production/') === true;
}

it('loads less than 200 KB, compressed, for its first screen, devtools included', async () => {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  // The environment of a test would bring what packages keep for development.
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());
  const built = await build({
    root,
    configFile,
    logLevel: 'error',
    build: { write: false },
  });
  const { output } = Array.isArray(built) ? built[0]! : (built as Rolldown.RolldownOutput);
  const chunks = new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
  );
  const entry = output.find((file) => file.type === 'chunk' && file.isEntry);
  const needed = neededFrom(chunks, entry?.fileName ?? '');
  const styles = output.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
  const sizes = Object.fromEntries([
    ...[...needed].map((name) => [name, gzipSync(chunks.get(name)?.code ?? '').length] as const),
    ...styles.map(
      (file) => [file.fileName, gzipSync('source' in file ? file.source : '').length] as const,
    ),
  ]);
  expect(Object.keys(sizes).some((name) => isDevtools(chunks.get(name)))).toBe(true);
  expect(
    Object.keys(sizes).some((name) => chunks.get(name)?.facadeModuleId?.endsWith('/files.ts')),
  ).toBe(false);
  expect(styles.length).toBeGreaterThan(0);
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThan(LIMIT_BYTES);
}, 120_000);
