import { describe, expect, test } from 'vitest';
import { findBreaches } from './import-law.js';
import { readImports } from './read-imports.js';
import { readSources } from './source-files.js';

/** A small tree that keeps the law; each test breaks it in one place. */
const lawful = {
  'src/index.ts': `export { parse } from './protocol/index.js';`,
  'src/internal/own.ts': `export const own = 1;`,
  'src/json/index.ts': `import { own } from '../internal/own.js'; export const tokens = own;`,
  'src/protocol/index.ts': `export { parse } from './parse.js';`,
  'src/protocol/parse.ts': `import { tokens } from '../json/index.js'; export const parse = tokens;`,
  'src/protocol/other.ts': `export const other = 1;`,
  'src/agent/index.ts': `import { parse } from '../protocol/index.js'; export const agent = parse;`,
  'src/server/index.ts': `import type { X } from '../protocol/index.js'; export type Y = X;`,
  'src/client/index.ts': `export { run } from './run.js';`,
  'src/client/run.ts': `import { own } from '../internal/own.js'; export const run = own;`,
  'src/react/index.ts': `import { useState } from 'react'; import { run } from '../client/index.js'; export const hook = [useState, run];`,
  'src/testing/index.ts': `import { agent } from '../agent/index.js'; export const model = agent;`,
  'src/cli/main.ts': `import 'node:process'; import { model } from '../testing/index.js'; void model;`,
};

function breachesWith(changes: Readonly<Record<string, string>>): readonly string[] {
  return findBreaches(new Map(Object.entries({ ...lawful, ...changes })));
}

describe('the import law', () => {
  test('holds in src', () => {
    const sources = readSources();
    expect(sources.size).toBeGreaterThan(10);
    expect(findBreaches(sources)).toEqual([]);
  });
});

describe('the checker of the import law', () => {
  test('accepts a tree that keeps it', () => {
    expect(breachesWith({})).toEqual([]);
  });

  test.each([
    ['json', '../protocol/index.js', 'src/json/index.ts: json may not import protocol'],
    ['internal', '../json/index.js', 'src/internal/index.ts: internal may not import json'],
    ['agent', '../server/index.js', 'src/agent/index.ts: agent may not import server'],
    ['server', '../client/index.js', 'src/server/index.ts: server may not import client'],
    ['client', '../react/index.js', 'src/client/index.ts: client may not import react'],
    ['react', '../agent/index.js', 'src/react/index.ts: react may not import agent'],
    ['react', '../json/index.js', 'src/react/index.ts: react may not import json'],
    ['server', '../testing/index.js', 'src/server/index.ts: server may not import testing'],
    ['cli', '../agent/index.js', 'src/cli/index.ts: cli may not import agent'],
    ['testing', '../cli/main.js', 'src/testing/index.ts: testing may not import cli'],
  ])('sees %s import %s', (room, specifier, breach) => {
    const found = breachesWith({ [`src/${room}/index.ts`]: `import '${specifier}';` });
    expect(found).toContainEqual(expect.stringContaining(breach));
  });

  test.each([
    `import type { X } from '../server/index.js';`,
    `import { type X } from '../server/index.js';`,
    `export { x } from '../server/index.js';`,
    `export * from '../server/index.js';`,
    `export const x = await import('../server/index.js');`,
    `export type X = import('../server/index.js').X;`,
  ])('counts %s', (text) => {
    expect(breachesWith({ 'src/agent/index.ts': text })).toEqual([
      'src/agent/index.ts: agent may not import server (../server/index.js)',
    ]);
  });

  test('sees a drawer of a neighbour opened', () => {
    expect(breachesWith({ 'src/react/index.ts': `import '../client/run.js';` })).toEqual([
      'src/react/index.ts: ../client/run.js is a drawer of client; import its door',
    ]);
  });

  test('sees json read from two files of protocol', () => {
    expect(breachesWith({ 'src/protocol/other.ts': `import '../json/index.js';` })).toEqual([
      'protocol: one file may import json, not src/protocol/parse.ts, src/protocol/other.ts',
    ]);
  });

  test('sees a cycle, also one of types alone', () => {
    const found = breachesWith({ 'src/client/run.ts': `import type { X } from './index.js';` });
    expect(found).toEqual(['cycle: src/client/index.ts → src/client/run.ts → src/client/index.ts']);
  });

  test('sees a seventh file in internal', () => {
    const more = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`src/internal/${n}.ts`, '']));
    expect(breachesWith(more)).toEqual(['internal: 7 files; at most 6']);
  });

  test.each([
    ['client', 'react'],
    ['client', '@tanstack/react-query'],
    ['server', '@ai-sdk/provider'],
    ['server', 'node:http'],
    ['agent', 'react-dom/server'],
  ])('sees %s know %s', (room, name) => {
    expect(breachesWith({ [`src/${room}/index.ts`]: `import '${name}';` })).toEqual([
      `src/${room}/index.ts: ${room} may not know ${name}`,
    ]);
  });

  test('lets a room inside a room see what is around it, and nobody else see it', () => {
    const inner = {
      'src/testing/split.ts': `export const split = 1;`,
      'src/testing/react/index.ts': `import '@testing-library/react'; import '../split.js';`,
    };
    expect(breachesWith(inner)).toEqual([]);
    const found = breachesWith({
      ...inner,
      'src/testing/index.ts': `import './react/index.js'; import 'react';`,
      'src/testing/matchers/index.ts': `import '../react/index.js'; import 'node:http';`,
    });
    expect(found).toEqual([
      'src/testing/index.ts: testing may not import testing/react (./react/index.js)',
      'src/testing/index.ts: testing may not know react',
      'src/testing/matchers/index.ts: testing/matchers may not import testing/react (../react/index.js)',
      'src/testing/matchers/index.ts: testing/matchers may not know node:http',
    ]);
  });

  test('lets a room inside a room have a law of its own', () => {
    const inner = {
      'src/flow/index.ts': `export const flow = 1;`,
      'src/flow/react/index.ts': `import 'react'; import '../../react/index.js'; import '../index.js';`,
    };
    expect(breachesWith(inner)).toEqual([]);
    const found = breachesWith({
      ...inner,
      'src/flow/index.ts': `import '../react/index.js'; import './react/index.js';`,
      'src/flow/react/index.ts': `import '../../server/index.js';`,
    });
    expect(found).toEqual([
      'src/flow/index.ts: flow may not import react (../react/index.js)',
      'src/flow/index.ts: flow may not import flow/react (./react/index.js)',
      'src/flow/react/index.ts: flow may not import server (../../server/index.js)',
    ]);
  });

  test('sees an import that leads nowhere and a room without a law', () => {
    const found = breachesWith({
      'src/agent/index.ts': `import './gone.js';`,
      'src/attic/a.ts': `import 'zod';`,
    });
    expect(found).toEqual([
      'src/agent/index.ts: ./gone.js leads to no file',
      'src/attic/a.ts: attic is no room of the law',
    ]);
  });

  test('takes no import from a comment or a string', () => {
    const text = `// import '../server/index.js'\nexport const x = "import '../server/index.js'";`;
    expect(readImports('a.ts', text)).toEqual([]);
  });
});
