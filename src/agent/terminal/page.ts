// In: fields by their paths. Out: where each stands on a page that only grows: `key:` lines, and `-` for the items of a list.
// One path is open at a time, so a line is never gone back to.
// Knows nothing of events, and of what values are.

import type { Path, PathSegment } from '../../protocol/index.js';
import { toSafe, type Ink } from './ink.js';

/** The page so far: what it knows is where it ends. */
export class Page {
  readonly #ink: Ink;
  /** The path of the last field that was begun. */
  #shown: Path = [];
  #isAtStart = true;

  constructor(ink: Ink) {
    this.#ink = ink;
  }

  /** True when the field, or something in it, was the last that was begun. */
  has(path: Path): boolean {
    return this.#shown.length > 0 && commonLength(this.#shown, path) === path.length;
  }

  /** The field, and what comes behind it, is to be shown as if it was not there yet. */
  forget(path: Path): void {
    if (this.has(path)) this.#shown = this.#shown.slice(0, Math.max(0, path.length - 1));
  }

  /** All is to be shown as if nothing was there yet. */
  forgetAll(): void {
    this.#shown = [];
  }

  /** What stands before a value: the names of what is around it, too, where they are not there yet. */
  begin(path: Path): string {
    const known = Math.max(0, Math.min(commonLength(this.#shown, path), path.length - 1));
    let text = this.endLine();
    let lead = '  '.repeat(known);
    for (const [depth, segment] of path.entries()) {
      if (depth < known) continue;
      const isLast = depth === path.length - 1;
      if (typeof segment === 'number') lead += '- ';
      else if (isLast) lead += `${this.#nameOf(segment)} `;
      else {
        text += `${lead}${this.#nameOf(segment)}\n`;
        lead = '  '.repeat(depth + 1);
      }
    }
    this.#shown = path;
    this.#isAtStart = lead === '';
    return text + lead;
  }

  /** Text of a value; its further lines stand below its first. */
  write(text: string, depth: number): string {
    const safe = toSafe(text);
    if (safe === '') return '';
    this.#isAtStart = safe.endsWith('\n') && depth === 0;
    return depth === 0 ? safe : safe.replaceAll('\n', `\n${'  '.repeat(depth)}`);
  }

  /** A line of its own. */
  line(text: string): string {
    return `${this.endLine()}${text}\n`;
  }

  endLine(): string {
    if (this.#isAtStart) return '';
    this.#isAtStart = true;
    return '\n';
  }

  #nameOf(key: PathSegment): string {
    // A key with a line end in it must not look like two lines.
    return this.#ink(`${toSafe(String(key)).replaceAll('\n', '\\n')}:`, 'key');
  }
}

function commonLength(one: Path, other: Path): number {
  const end = one.findIndex((segment, index) => segment !== other[index]);
  return end === -1 ? Math.min(one.length, other.length) : Math.min(end, other.length);
}
