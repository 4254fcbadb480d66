// In: characters of a number, one after the other. Out: where in a JSON number they lead, and whether it may end there.
// A fault shows at the very character that makes it, so an error can say where it is.
// Knows nothing of where the number stands, nor of its value.

/** Stages of a number: what was read of it so far. From `ZERO` on it may end. */
export const NUMBER_BEGINS = 0;
const MINUS = 1;
const POINT = 2;
const EXPONENT = 3;
const EXPONENT_SIGN = 4;
export const ZERO = 5;
/** From here on any digit may follow. */
export const INTEGER = 6;
export const FRACTION = 7;
export const POWER = 8;
/** Characters that JSON numbers hold, in an order they never do. */
export const LOOSE_NUMBER = 9;

/** The character does not lead on from that stage. */
export const NOWHERE = -1;

/** The stage a character leads to; `NOWHERE` when no JSON number goes on like that. */
export function nextInNumber(stage: number, code: number): number {
  if (isDigit(code)) return stage >= INTEGER ? stage : nextAtDigit(stage, code);
  if (stage === LOOSE_NUMBER) return isNumberPart(code) ? stage : NOWHERE;
  if (code === 46) return stage === ZERO || stage === INTEGER ? POINT : NOWHERE;
  if (code === 101 || code === 69) return stage >= ZERO && stage < POWER ? EXPONENT : NOWHERE;
  if (code === 45 && stage === NUMBER_BEGINS) return MINUS;
  return (code === 45 || code === 43) && stage === EXPONENT ? EXPONENT_SIGN : NOWHERE;
}

function nextAtDigit(stage: number, code: number): number {
  if (stage === ZERO) return NOWHERE;
  if (stage === POINT) return FRACTION;
  if (stage === EXPONENT || stage === EXPONENT_SIGN) return POWER;
  return code === 48 ? ZERO : INTEGER;
}

/** True for every character a JSON number can hold. */
export function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 46 || code === 45 || code === 43 || code === 101 || code === 69;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
