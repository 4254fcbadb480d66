#!/usr/bin/env node
// In: the command line. Out: the command that it names, run, and its exit code.
// Knows nothing of how the command does it.

/// <reference types="node" />

import { readFileSync } from 'node:fs';
import process from 'node:process';
import { UsageError } from '../internal/usage-error.js';
import { readArgs, type Invocation } from './args.js';
import { HELP } from './help.js';
import { toPrintable } from './text-width.js';
import { watch } from './watch.js';

process.stdout.on('error', leaveQuietly);
process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<number> {
  let invocation: Invocation;
  try {
    invocation = readArgs(words);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${toPrintable(error.message)}\nSee: fieldwise --help\n`);
    return 2;
  }
  if (invocation.kind === 'watch') return watch(invocation.options);
  process.stdout.write(invocation.kind === 'help' ? HELP : `${readVersion()}\n`);
  return 0;
}

function readVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** Whoever read the output has seen enough: `fieldwise watch … | head`. */
function leaveQuietly(error: Error & { readonly code?: string }): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
