// In: a field's address in any accepted notation. Out: the same address as segments, or in another notation.
// The lossless form is an array of keys (strings) and indexes (numbers); the written form quotes what it must.
// Knows nothing of values, events or schemas.

import { FieldwiseError } from '../internal/error.js';
import { tagOf } from '../internal/usage-error.js';

/** One step of a path: a string is an object's key, a number is an array's index. */
export type PathSegment = string | number;

/** A field's address from the root, lossless: `['items', 0, 'title']`. The root is `[]`. */
export type Path = readonly PathSegment[];

/** What a path may be given as: segments, `items[0].title`, `items.0.title` or the JSON Pointer `/items/0/title`. */
export type PathInput = string | Path;

/** A path's text could not be read: `code` is `'invalid-path'`. */
export class PathError extends FieldwiseError<'invalid-path'> {
  override readonly name = 'PathError';
}

const BARE_KEY = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;
const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * Writes one key as it stands inside a path: `.title`, or quoted (`["a.b"]`) when bare text would be ambiguous.
 * The leading dot is part of the suffix; {@link formatPath} drops it at the root.
 */
export function formatKey(key: string): string {
  return BARE_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Joins a parent's written path and a child's suffix (`.title`, `["a.b"]`, `[0]`). */
export function joinPath(parent: string, suffix: string): string {
  return parent === '' && suffix.charCodeAt(0) === 46 ? suffix.slice(1) : parent + suffix;
}

/**
 * Writes a path: `items[0].title`; the root is `''`; a key that is not a plain word is quoted: `["a.b"]`.
 *
 * @example
 * formatPath(['items', 0, 'a.b']); // 'items[0]["a.b"]'
 */
export function formatPath(path: PathInput): string {
  const segments = parsePath(path);
  let text = '';
  for (const segment of segments) {
    text = joinPath(text, typeof segment === 'number' ? `[${segment}]` : formatKey(segment));
  }
  return text;
}

/**
 * Reads a path. Accepts the written form, dots with digits (`items.0.title`), JSON Pointers and segment arrays;
 * bare digits are indexes, a quoted `["0"]` is a key; `[*]` and `*` are kept as the key `'*'` for patterns.
 *
 * @throws {PathError} `invalid-path`, for a bracket that does not close, an empty bare key, or what is no path at all.
 * @example
 * parsePath('items[0].title'); // ['items', 0, 'title']
 */
export function parsePath(path: PathInput): Path {
  if (typeof path !== 'string') {
    if (Array.isArray(path) && path.every(isSegment)) return path;
    throw invalidPath(tagOf(path), 0);
  }
  if (path === '') return [];
  return path.startsWith('/') ? parsePointer(path) : parseWritten(path);
}

/**
 * Writes a path as a JSON Pointer (RFC 6901): `/items/0/title`.
 *
 * @example
 * toPointer('items[0].title'); // '/items/0/title'
 */
export function toPointer(path: PathInput): string {
  return parsePath(path)
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/**
 * Tells whether a path fits a pattern of the same depth: `[*]` stands for any index, `*` for any key.
 *
 * @example
 * matchPath('items[*].title', 'items[3].title'); // true
 */
export function matchPath(pattern: PathInput, path: PathInput): boolean {
  const wanted = parsePath(pattern);
  const given = parsePath(path);
  return (
    wanted.length === given.length &&
    wanted.every((segment, depth) => segment === '*' || segment === given[depth])
  );
}

function isSegment(segment: unknown): boolean {
  return typeof segment === 'string' || Number.isInteger(segment);
}

function toSegment(text: string): PathSegment {
  return INDEX.test(text) ? Number(text) : text;
}

function parsePointer(pointer: string): Path {
  return pointer
    .slice(1)
    .split('/')
    .map((token) => toSegment(token.replaceAll('~1', '/').replaceAll('~0', '~')));
}

const WRITTEN = /\[(?:(\d+)|\*|("(?:[^"\\]|\\.)*"))\]|(^|\.)([^.[\]"]+)/gy;

function parseWritten(path: string): Path {
  const segments: PathSegment[] = [];
  WRITTEN.lastIndex = 0;
  let end = 0;
  while (end < path.length) {
    const match = WRITTEN.exec(path);
    if (match === null) throw invalidPath(path, end);
    const [, index, quoted, , bare] = match;
    if (index !== undefined) segments.push(Number(index));
    else if (quoted !== undefined) segments.push(JSON.parse(quoted) as string);
    else segments.push(bare === undefined ? '*' : toSegment(bare));
    end = WRITTEN.lastIndex;
  }
  return segments;
}

/** The lossless path of an event, worked out from the written one when it was made by hand. */
export function segmentsOf(event: { readonly path: string; readonly segments?: Path }): Path {
  return event.segments ?? parsePath(event.path);
}

function invalidPath(path: string, at: number): PathError {
  return new PathError(
    'invalid-path',
    `The path ${JSON.stringify(path)} cannot be read at character ${at}: got ${JSON.stringify(path.slice(at, at + 8))}. ` +
      'Write it like items[0].title, quote unusual keys like ["a.b"], or pass an array of keys and indexes.',
  );
}
