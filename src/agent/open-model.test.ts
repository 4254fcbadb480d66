import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

async function readImports() {
  const { metafile, outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('index.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    external: ['@ai-sdk/*', 'zod'],
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return { imports, code: outputFiles.map(({ text }) => text).join('') };
}

test('the provider for endpoints is loaded only by those who name an endpoint', async () => {
  const { imports } = await readImports();
  expect([...new Set(imports.map(({ path, kind }) => `${kind} ${path}`))].toSorted()).toEqual([
    'dynamic-import @ai-sdk/openai-compatible',
    'import-statement zod/v4/core',
  ]);
});

test('the room needs nothing of Node', async () => {
  const { imports, code } = await readImports();
  expect(imports.filter(({ path }) => path.startsWith('node:'))).toEqual([]);
  expect(code).not.toMatch(/\b(?:process|Buffer|require)\b\s*[.(]/);
});
