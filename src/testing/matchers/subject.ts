// In: what a test holds: a stream, a run, or an element of the page. Out: what is known of one field in it.
// An element is read by the attributes that every field of ours writes: `data-field` and `data-status`.
// Knows nothing of test runners or messages.

import type { InstantRun } from '../../client/index.js';
import { kindOf } from '../../internal/kind-of.js';
import { isContainer } from '../../internal/own.js';
import { formatPath, parsePath, PathError, UsageError } from '../../protocol/index.js';

/** What a matcher compares. */
export interface Subject {
  /** What it is, in words: `title`, `the run`. */
  readonly name: string;
  /** `undefined` where there is no such field. */
  readonly status: string | undefined;
  /** False of a field that no element shows, or that the answer closed without. */
  readonly isThere: boolean;
  readonly value: unknown;
  /** Which fields there are. */
  readonly paths: () => readonly string[];
}

/** The part of an element that is read here; any DOM has it. */
interface FieldElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<FieldElement>;
}

/** @throws {UsageError} `invalid-option` for anything but a stream, a run, an element, or a field of a view. */
export function subjectOf(received: unknown, path: string | undefined): Subject {
  const written = path === undefined ? undefined : formatPath(path);
  if (isElement(received)) return inElement(received, written);
  const [run, container] = isRun(received) ? [received] : partsOf(received);
  if (isRun(run)) return inRun(run, written);
  if (isElement(container)) {
    if (written !== undefined) return inElement(container, written);
    throw new UsageError(
      'invalid-option',
      'A component with a stream of its own keeps its run: name a field, or pass an element.',
    );
  }
  throw new UsageError(
    'invalid-option',
    `expect() takes a stream, a run or an element here: got ${kindOf(received)}.`,
  );
}

function inRun(run: InstantRun, path: string | undefined): Subject {
  const { status, partial } = run.getSnapshot();
  const paths = () => pathsIn(partial, []);
  if (path === undefined) return { name: 'the run', status, isThere: true, value: partial, paths };
  const field = run.getField(parsePath(path));
  const isThere = field.status !== 'missing';
  return { name: nameOf(path), status: field.status, isThere, value: field.value, paths };
}

function inElement(element: FieldElement, path: string | undefined): Subject {
  const fields = [element, ...element.querySelectorAll('[data-field]')].filter(
    (each) => each.getAttribute('data-field') !== null,
  );
  const pathOf = (field: FieldElement) => writtenPath(field.getAttribute('data-field') ?? '');
  const field = path === undefined ? fields[0] : fields.find((each) => pathOf(each) === path);
  return {
    name: nameOf(path ?? (field === undefined ? undefined : pathOf(field))),
    status: field?.getAttribute('data-status') ?? undefined,
    isThere: field !== undefined,
    value: field?.textContent ?? undefined,
    paths: () => fields.map(pathOf),
  };
}

/** Pages of other makers may write `items.0` or `/items/0`; what is no path stands as it is. */
function writtenPath(attribute: string): string {
  try {
    return formatPath(attribute);
  } catch (error) {
    if (error instanceof PathError) return attribute;
    throw error;
  }
}

function nameOf(path: string | undefined): string {
  if (path === undefined) return 'a field';
  return path === '' ? 'the root' : path;
}

function pathsIn(value: unknown, segments: readonly (string | number)[]): readonly string[] {
  if (value === undefined) return [];
  const own = segments.length === 0 ? [] : [formatPath(segments)];
  if (!isContainer(value)) return own;
  const isList = Array.isArray(value);
  const inside = Object.entries(value).flatMap(([key, child]) =>
    pathsIn(child, [...segments, isList ? Number(key) : key]),
  );
  return [...own, ...inside];
}

function isElement(value: unknown): value is FieldElement {
  return isContainer(value) && 'getAttribute' in value && 'querySelectorAll' in value;
}

function isRun(value: unknown): value is InstantRun {
  return isContainer(value) && 'getSnapshot' in value && 'getField' in value;
}

/** What `useInstantStream` or `renderWithStream` returned has a run, or is a view, which has its element. */
function partsOf(value: unknown): readonly unknown[] {
  return isContainer(value) ? ['run', 'container'].map((key) => Reflect.get(value, key)) : [];
}
