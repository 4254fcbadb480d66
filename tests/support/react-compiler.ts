// In: a module of the tests. Out: the same, its components gone through by the React Compiler, as an application's would be.
// Ours are published as they are written, so those of `src` are left alone.
// Knows nothing of what is tested.

import { transformAsync } from '@babel/core';
import compiler from 'babel-plugin-react-compiler';
import type { Plugin } from 'vite';

/** Compiles the components of test files and of `tests/support`. */
export function reactCompiler(): Plugin {
  return {
    name: 'react-compiler',
    enforce: 'pre',
    async transform(code, id) {
      const isOfTests = id.endsWith('.test.tsx') || /\/tests\/support\/[^/]+\.tsx$/.test(id);
      if (!isOfTests) return undefined;
      const result = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: [[compiler, { target: '19' }]],
      });
      return typeof result?.code === 'string'
        ? { code: result.code, map: result.map ?? null }
        : undefined;
    },
  };
}
