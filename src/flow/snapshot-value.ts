// In: values of a flow. Out: JSON that says the same, and the values back from it.
// What JSON has nothing of is written as `{"$": kind, …}`: undefined, dates, big integers, numbers beyond the finite.
// What cannot be written is refused by its place, never left out or turned into text.

import { isContainer, setOwn, type JsonObject } from '../internal/own.js';
import { isPlain } from '../internal/plain-data.js';
import { tagOf } from '../internal/usage-error.js';
import { FlowError } from './error.js';

const MARK = '$';
const MAX_DEPTH = 500;

/** @throws {FlowError} `unsaved-value`, with the place */
export function packValue(value: unknown, place: string, depth = 0): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (value === undefined) return { [MARK]: 'undefined' };
  if (typeof value === 'bigint') return { [MARK]: 'bigint', text: String(value) };
  if (typeof value === 'number') return packNumber(value);
  if (depth > MAX_DEPTH) throw refuse(place, 'is nested too deeply, or contains itself');
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return Array.from(items, (item, index) => packValue(item, `${place}[${index}]`, depth + 1));
  }
  if (value instanceof Date) return { [MARK]: 'date', time: packNumber(value.getTime()) };
  if (!isPlain(value)) throw refuse(place, `is ${kindOf(value)}`);
  const packed: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    setOwn(packed, key, packValue(child, `${place}.${key}`, depth + 1));
  }
  return Object.hasOwn(value, MARK) ? { [MARK]: 'object', value: packed } : packed;
}

/** Gives `onWrong` what is not written by `packValue`. */
export function unpackValue(packed: unknown, onWrong: () => never, depth = 0): unknown {
  if (!isContainer(packed)) return packed;
  if (depth > 2 * MAX_DEPTH) return onWrong();
  if (Array.isArray(packed)) return packed.map((item) => unpackValue(item, onWrong, depth + 1));
  if (!Object.hasOwn(packed, MARK)) return unpackObject(packed, onWrong, depth);
  const { [MARK]: kind, text, time, value } = packed;
  if (kind === 'undefined') return undefined;
  if (kind === 'bigint' && typeof text === 'string' && /^-?\d{1,10000}$/.test(text))
    return BigInt(text);
  if (kind === 'number' && typeof text === 'string') return Number(text);
  if (kind === 'date') return new Date(Number(unpackValue(time, onWrong, depth + 1)));
  if (kind === 'object' && isContainer(value)) return unpackObject(value, onWrong, depth);
  return onWrong();
}

function unpackObject(packed: object, onWrong: () => never, depth: number): JsonObject {
  const value: JsonObject = {};
  for (const [key, child] of Object.entries(packed)) {
    setOwn(value, key, unpackValue(child, onWrong, depth + 1));
  }
  return value;
}

function packNumber(value: number): unknown {
  const isJson = Number.isFinite(value) && !Object.is(value, -0);
  return isJson ? value : { [MARK]: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
}

function kindOf(value: unknown): string {
  const tag = tagOf(value);
  return tag === 'Object' ? 'an object of a class' : `a ${tag}`;
}

function refuse(place: string, what: string): FlowError {
  return new FlowError(
    'unsaved-value',
    `${place} ${what}, which cannot be saved. Keep data in values, and what is no data in resources.`,
  );
}
