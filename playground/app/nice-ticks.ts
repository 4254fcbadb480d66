// In: the length of a scale. Out: at most two round marks on it, without the zero and clear of the label at its end.

const STEPS = [1, 2, 5];
/** Where the end's own label begins on the narrowest scale. */
const FREE = 0.6;

export function niceTicks(total: number): number[] {
  if (total <= 0) return [];
  let step = 1;
  for (let power = 0; total / step > 4; power += 1)
    step = (STEPS[power % 3] ?? 1) * 10 ** Math.floor(power / 3);
  return Array.from({ length: Math.floor(total / step) }, (_, index) => (index + 1) * step).filter(
    (mark) => mark <= total * FREE,
  );
}
