// In: a value and the one before it. Out: how many of its objects and arrays are not those of before.
// Where one is the same, all within it is, and is not looked at.

export function countRebuilt(before: unknown, after: unknown): number {
  if (typeof after !== 'object' || after === null || after === before) return 0;
  let count = 1;
  for (const [key, child] of Object.entries(after))
    count += countRebuilt(childOf(before, key), child);
  return count;
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.getOwnPropertyDescriptor(value, key)?.value as unknown)
    : undefined;
}
