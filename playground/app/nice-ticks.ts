// In: the length of a scale. Out: at most four round marks on it, without the zero.

const STEPS = [1, 2, 5];

export function niceTicks(total: number): number[] {
  if (total <= 0) return [];
  let step = 1;
  for (let power = 0; total / step > 4; power += 1)
    step = (STEPS[power % 3] ?? 1) * 10 ** Math.floor(power / 3);
  return Array.from({ length: Math.floor(total / step) }, (_, index) => (index + 1) * step).filter(
    (mark) => mark < total * 0.94, // a mark at the very edge would be cut off
  );
}
