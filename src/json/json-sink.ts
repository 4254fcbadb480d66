// In: nothing. Out: the interface between the grammar and whoever builds something from it.
// Calls arrive in document order and always concern the one value that is open.
// Knows nothing of paths, events or values.

/** A value that opens before its content is known. */
export type JsonKind = 'object' | 'array' | 'string';

/** A value that appears whole. */
export type JsonScalar = number | boolean | null;

/** Receives what the parser finds, the moment the grammar allows it. */
export interface JsonSink {
  /** The key of the next value in the open object; true when the object has one of that name already. */
  key(key: string): boolean;
  /** A value began and is now the open one. */
  start(kind: JsonKind): void;
  /** The open string grew; never empty, never ending between the halves of a surrogate pair. */
  append(text: string): void;
  /** The open value closed; its parent is the open one again. */
  end(): void;
  /** A whole value, begun and closed at once. */
  scalar(value: JsonScalar): void;
  /**
   * The string that closed last goes on after all: its closing quote was part of the text, which is returned as far as
   * it is known. Never after strict reading.
   */
  reopen(): string;
  /**
   * The string that closed last ended earlier, before the comma or line break at its end, or where it is an element
   * before the comma and line break; false when it does not end so, and nothing changes. Never after strict reading.
   */
  shorten(isElement: boolean): boolean;
  /**
   * The string that closed last is no element of the open list but what is returned, the key after it, and the list
   * closed; `undefined` when it has no other element, and nothing changes. Never after strict reading.
   */
  unlist(): string | undefined;
  /**
   * The number, literal or text without quotes that closed last is another value: more of it came. An open one is a text
   * that may go on. Never after strict reading.
   */
  revise(value: number | string, isOpen: boolean): void;
}

/** Hears nothing. */
export const DEAF: JsonSink = Object.freeze({
  key: () => false,
  start: () => undefined,
  append: () => undefined,
  end: () => undefined,
  scalar: () => undefined,
  reopen: () => '',
  shorten: () => false,
  unlist: () => undefined,
  revise: () => undefined,
});

/** Tells a value that is known in full. */
export function tellWhole(sink: JsonSink, value: JsonScalar | string): void {
  if (typeof value !== 'string') {
    sink.scalar(value);
    return;
  }
  sink.start('string');
  if (value !== '') sink.append(value);
  sink.end();
}
