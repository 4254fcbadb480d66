import { createContext, runInContext } from 'node:vm';
import { build, buildSync, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from './source-files.js';

/** An app's entry as it is written in the guide. */
const APP = `
import { InstantDevtools, InstantDevtoolsPanel } from 'fieldwise/devtools';
import { createElement } from 'react';
export const tools = [createElement(InstantDevtools), createElement(InstantDevtoolsPanel)];
`;

/** What is in the panel and in nothing else: of its styles, its words and its modules. */
const OF_THE_PANEL = [
  'light-dark(',
  'Fields in the order they began',
  'fieldwise-devtools',
  'import(',
];

interface Bundle {
  readonly entry: string;
  readonly others: string;
  readonly inputs: Metafile['inputs'];
}

async function bundle(environment: string, source = APP, minify = true): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: root, sourcefile: 'app.ts' },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    splitting: true,
    outdir: 'out',
    minify,
    metafile: true,
    write: false,
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    alias: {
      'fieldwise/devtools': './src/devtools/index.ts',
      'fieldwise/client': './src/client/index.ts',
      'fieldwise/react': './src/react/index.ts',
      'fieldwise/devtools/production': './src/devtools/production/index.ts',
    },
    external: ['react', 'react-dom', '@tanstack/react-query'],
    define: { 'process.env.NODE_ENV': JSON.stringify(environment) },
  });
  const isEntry = (path: string) => path.endsWith('stdin.js');
  const text = (wanted: boolean) =>
    outputFiles
      .filter(({ path }) => isEntry(path) === wanted)
      .map((file) => file.text)
      .join('\n');
  return { entry: text(true), others: text(false), inputs: metafile.inputs };
}

test.each([true, false])(
  'a bundle for production has nothing of the panel (minified: %s)',
  async (minify) => {
    const { entry, others, inputs } = await bundle('production', APP, minify);
    expect(others).toBe('');
    for (const words of OF_THE_PANEL) expect(entry).not.toContain(words);
    expect(Object.keys(inputs).filter((path) => path.includes('devtools/panel'))).toEqual([]);
  },
);

const FIELD = `import { useField } from 'fieldwise/react'; export const show = useField;`;

test.each([true, false])(
  'what tells of renders is in a bundle for development only (minified: %s)',
  async (minify) => {
    const [published, developed] = await Promise.all([
      bundle('production', FIELD, minify),
      bundle('development', FIELD, minify),
    ]);
    expect(hasRenderWatch(published.entry)).toBe(false);
    expect(hasRenderWatch(developed.entry)).toBe(true);
  },
);

const RUN = `import { createInstantRun } from 'fieldwise/client'; export const make = createInstantRun;`;

test('what shows a run as it was is in a bundle for development only', async () => {
  const [published, developed] = await Promise.all([
    bundle('production', RUN),
    bundle('development', RUN),
  ]);
  expect(published.entry).not.toContain('isAway');
  expect(developed.entry).toContain('isAway');
});

/** Whether the effect that tells is called: of what is imported for nothing the name stays. */
function hasRenderWatch(text: string): boolean {
  const name = /\buseInsertionEffect as (\w+)/.exec(text)?.[1] ?? 'useInsertionEffect';
  return text.includes(`${name}(() => {`) || text.includes(`${name}(()=>{`);
}

test('a bundle for development has the panel in a chunk of its own', async () => {
  const { entry, others } = await bundle('development');
  for (const words of OF_THE_PANEL.slice(0, 3)) {
    expect(entry).not.toContain(words);
    expect(others).toContain(words);
  }
});

test('the door for production brings the panel whatever the bundle is for', async () => {
  const { entry } = await bundle('production', APP.replace('devtools', 'devtools/production'));
  for (const words of OF_THE_PANEL.slice(0, 3)) expect(entry).toContain(words);
});

test('what writes and reads files comes when it is asked for, and with it the parser', async () => {
  const { entry, others } = await bundle(
    'production',
    APP.replace('devtools', 'devtools/production'),
  );
  for (const words of ['is no recording of the devtools', 'trailing-comma']) {
    expect(entry).not.toContain(words);
    expect(others).toContain(words);
  }
});

test('a page without a bundler, where there is no process, loads nothing', () => {
  const { outputFiles } = buildSync({
    entryPoints: ['src/devtools/load-devtools.ts'],
    absWorkingDir: root,
    platform: 'neutral',
    format: 'iife',
    globalName: 'devtools',
    bundle: true,
    write: false,
    external: ['./production/index.js'],
  });
  const page = createContext({});
  const loads = `${outputFiles[0]?.text ?? ''} devtools.loadDevtools()`;
  expect(runInContext(loads, page)).toBeUndefined();
});
