// In: nothing. Out: the types of what is known of one field's life, and the words that stand for them.
// Knows nothing of how it is found out.

/** What a field's value is; `nothing` is what an object closed without. Beyond JSON is what a schema made of it. */
export type FieldKind =
  | 'object'
  | 'array'
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'nothing'
  | 'bigint'
  | 'symbol'
  | 'function'
  | 'date'
  | 'map'
  | 'set'
  | 'url';

/** `missing` is what the object around it closed without. */
export type FieldTimeState = 'open' | 'done' | 'invalid' | 'missing';

/** A time in which a field was open and nothing came. */
export interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One field's life, in milliseconds since its run was asked for. The same object as long as the field lives. */
export interface FieldTime {
  readonly path: string;
  /** The lane it is in; undefined for the answer itself. */
  readonly lane: string | undefined;
  /** The last segment, as a person reads it under its parent. */
  readonly label: string;
  readonly depth: number;
  readonly kind: FieldKind;
  readonly startedMs: number;
  /** When its first character, or the first thing in it, came. */
  readonly grewMs: number | undefined;
  /** When it closed, or was given up while it was open; undefined while it may grow. */
  readonly doneMs: number | undefined;
  /** How many pieces a text came in. */
  readonly pieces: number;
  /** The length of a text so far. */
  readonly characters: number;
  /** The longest are kept where there are many. */
  readonly stalls: readonly Stall[];
  readonly state: FieldTimeState;
  /** What is wrong with an invalid field itself, not with what is in it. */
  readonly issue: string | undefined;
}

/** How many fields there are of each kind a person counts: leaves, and what is itself invalid. */
export interface FieldCounts {
  readonly done: number;
  readonly invalid: number;
  readonly missing: number;
  /** Begun and not done. */
  readonly open: number;
}

/** True of what holds other fields. */
export function holdsFields(kind: FieldKind): boolean {
  return kind === 'object' || kind === 'array';
}

/** Where a field is. */
export function placeInWords({ lane, path }: Pick<FieldTime, 'lane' | 'path'>): string {
  if (lane === undefined) return path || 'the whole answer';
  return path === '' ? `the whole lane ${lane}` : `${path} in the lane ${lane}`;
}
