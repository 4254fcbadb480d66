// @ts-check
// In: the sources of one door. Out: the bytes a browser would load for it, minified and compressed with gzip.
// Peers stay outside, as they are in an app that has them anyway; code behind import() counts for nothing until it runs.

import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const EXTERNAL = [
  'react',
  'react-dom',
  'react/jsx-runtime',
  '@tanstack/react-query',
  '@testing-library/react',
  'node:http',
  'react-markdown',
  'remend',
  'yaml',
  'zod',
];

/**
 * Leaves out what is behind import(). What that shares with the rest stays in the rest, as webpack and Rollup have it;
 * esbuild would cut the rest in two for it.
 *
 * @type {import('esbuild').Plugin}
 */
const LATER = {
  name: 'later',
  setup(bundle) {
    bundle.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/** @typedef {{ minified: number; gzip: number; inputs: string[] }} DoorSize */

/**
 * @param {string} door a subpath of package.json `exports`: `.` or `./react`
 * @param {readonly string[]} [names] what of it is imported; everything unless said
 * @returns {Promise<DoorSize>}
 */
export async function measureDoor(door, names) {
  const source = `src/${door === '.' ? '' : `${door.slice(2)}/`}index.ts`;
  const { outputFiles, metafile } = await build({
    ...entry(source, names),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: EXTERNAL,
    plugins: [LATER],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  const contents = file?.contents ?? new Uint8Array();
  return {
    minified: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    inputs: Object.keys(metafile.inputs),
  };
}

/**
 * A whole door, or an app's file that imports some names of it and thereby drops the rest.
 *
 * @param {string} source
 * @param {readonly string[]} [names]
 * @returns {Pick<import('esbuild').BuildOptions, 'entryPoints' | 'stdin'>}
 */
function entry(source, names) {
  if (names === undefined) return { entryPoints: [source] };
  const contents = `export { ${names.join(', ')} } from './${source}';`;
  return { stdin: { contents, resolveDir: '.', sourcefile: 'src/some-of-it.ts' } };
}
