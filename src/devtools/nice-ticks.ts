// In: the length of a scale. Out: round marks on it, without the zero and clear of the label at its end.
// Knows nothing of units.

const STEPS = [1, 2, 5];
/** Where the label of the end begins. */
const FREE = 0.8;
const MOST = 6;

/** The distance of the marks: the least of 1, 2, 5, 10, 20, … of which the scale has at most six. */
export function niceStep(total: number): number {
  let step = 1;
  for (let power = 0; total / step > MOST; power += 1)
    step = (STEPS[power % 3] ?? 1) * 10 ** Math.floor(power / 3);
  return step;
}

/** Each a multiple of the first. */
export function niceTicks(total: number): number[] {
  const step = niceStep(total);
  return Array.from({ length: Math.floor(total / step) }, (_, index) => (index + 1) * step).filter(
    (mark) => mark <= total * FREE,
  );
}
