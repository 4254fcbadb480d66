// In: the texts of src/ by path. Out: every breach of the import law, one sentence each.
// The law: which room may see which, doors only across rooms, no cycles, few leaves in `internal`, frameworks at the edge.
// Type imports count: a tangled type graph is tangled.

import { posix } from 'node:path';
import { findCycle } from './find-cycle.js';
import { readImports } from './read-imports.js';
import type { Files } from './source-files.js';

/** The room of `src/index.ts`, the package's first door. */
const ENTRANCE = '(entrance)';

/** Who may import whom; a room may always import itself, and one inside another what that one may, unless it is here. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  [ENTRANCE]: ['protocol'],
  internal: [],
  json: ['internal'],
  schema: ['internal'],
  protocol: ['json', 'schema', 'internal'],
  agent: ['protocol', 'internal'],
  flow: ['protocol', 'internal'],
  'flow/react': ['react', 'client', 'protocol', 'internal'],
  server: ['protocol', 'internal'],
  client: ['protocol', 'internal'],
  react: ['client', 'protocol', 'internal'],
  object: ['react', 'client', 'protocol', 'internal'],
  markdown: ['react', 'client', 'protocol', 'internal'],
  devtools: ['react', 'client', 'protocol', 'internal'],
  testing: [
    'internal',
    'json',
    'schema',
    'protocol',
    'agent',
    'flow',
    'server',
    'client',
    'react',
    'object',
    'markdown',
    'devtools',
  ],
  cli: ['client', 'protocol', 'testing', 'internal'],
};

/** Packages that only some rooms may know. */
const PACKAGE_ROOMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(?:react|react-dom|@tanstack\/react-query)(?:\/|$)/,
    ['react', 'object', 'markdown', 'devtools', 'flow/react', 'testing/react'],
  ],
  [/^@testing-library\//, ['testing/react']],
  [/^(?:vitest|jest|@jest|@?playwright)\b/, []],
  [/^(?:react-markdown|remend)(?:\/|$)/, ['markdown']],
  [/^(?:ai|@ai-sdk)(?:\/|$)/, ['agent']],
  [/^eventsource-parser(?:\/|$)/, ['client']],
  [/^zod(?:\/|$)/, ['schema', 'agent', 'agent/files']],
  [/^yaml(?:\/|$)/, ['agent/files', 'flow/files']],
  [/^node:/, ['testing/playwright', 'cli']],
];

const MAX_INTERNAL_FILES = 6;

interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The file in src/ it leads to; undefined for a package. */
  readonly to: string | undefined;
}

/** Checks a source tree; an empty list means that the law holds. */
export function findBreaches(files: Files): readonly string[] {
  const imports = [...files].flatMap(([from, text]) =>
    readImports(from, text).map((specifier) => ({
      from,
      specifier,
      to: locate(from, specifier, files),
    })),
  );
  return [
    ...imports.flatMap(checkImport),
    ...checkJsonReaders(imports),
    ...checkInternal(files),
    ...checkCycles(files, imports),
  ];
}

function checkImport({ from, specifier, to }: Import): readonly string[] {
  const room = roomOf(from);
  const allowed = MAY_IMPORT[innerRoomOf(from)] ?? MAY_IMPORT[room];
  if (allowed === undefined) return [`${from}: ${room} is no room of the law`];
  if (to === undefined) return checkPackage(from, innerRoomOf(from), specifier);
  const target = roomOf(to);
  if (target === room) return checkInside(from, to, specifier);
  if (!allowed.includes(target))
    return [`${from}: ${room} may not import ${target} (${specifier})`];
  if (target !== 'internal' && to !== `src/${target}/index.ts`) {
    return [`${from}: ${specifier} is a drawer of ${target}; import its door`];
  }
  return [];
}

/** A room inside a room may import what is around it; what is around does not know it, nor do its neighbours. */
function checkInside(from: string, to: string, specifier: string): readonly string[] {
  const [own, target] = [innerRoomOf(from), innerRoomOf(to)];
  if (target === own || target === roomOf(to)) return [];
  return [`${from}: ${own} may not import ${target} (${specifier})`];
}

function checkPackage(from: string, room: string, specifier: string): readonly string[] {
  if (specifier.startsWith('.')) return [`${from}: ${specifier} leads to no file`];
  const rule = PACKAGE_ROOMS.find(([pattern]) => pattern.test(specifier));
  if (rule === undefined || rule[1].includes(room)) return [];
  return [`${from}: ${room} may not know ${specifier}`];
}

function checkJsonReaders(imports: readonly Import[]): readonly string[] {
  const readers = imports.filter(
    ({ from, to }) => to !== undefined && roomOf(from) === 'protocol' && roomOf(to) === 'json',
  );
  const files = new Set(readers.map(({ from }) => from));
  return files.size > 1 ? [`protocol: one file may import json, not ${[...files].join(', ')}`] : [];
}

function checkInternal(files: Files): readonly string[] {
  const count = [...files.keys()].filter((path) => roomOf(path) === 'internal').length;
  return count > MAX_INTERNAL_FILES
    ? [`internal: ${count} files; at most ${MAX_INTERNAL_FILES}`]
    : [];
}

function checkCycles(files: Files, imports: readonly Import[]): readonly string[] {
  const graph = new Map([...files.keys()].map((path): [string, string[]] => [path, []]));
  for (const { from, to } of imports) if (to !== undefined) graph.get(from)?.push(to);
  const cycle = findCycle(graph);
  return cycle === undefined ? [] : [`cycle: ${cycle.join(' → ')}`];
}

function roomOf(path: string): string {
  const [, room = '', rest] = path.split('/');
  return rest === undefined ? ENTRANCE : room;
}

/** The folder it is in: `testing/react`, a room inside the room `testing`. */
function innerRoomOf(path: string): string {
  return path.split('/').slice(1, -1).join('/') || ENTRANCE;
}

function locate(from: string, specifier: string, files: Files): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((file) =>
    files.has(file),
  );
}
