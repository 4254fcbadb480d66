// In: jobs. Out: the work each one was, counted in a worker.
// The counter is bundled on the way, so it sees our sources as they are and needs no build.

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Work, WorkJob } from './work-counter.js';

export type { Reader, Work, WorkJob } from './work-counter.js';

/** Counts the work of every job, in order. */
export async function countWork(jobs: readonly WorkJob[]): Promise<readonly Work[]> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('work-counter.ts', import.meta.url))],
    bundle: true,
    write: false,
    // What the schema library does is its own; what it makes built-in functions do is counted.
    external: ['zod'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  const code = outputFiles[0]?.text ?? '';
  const worker = new Worker(code, { eval: true, workerData: jobs });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}
