// In: an answer's text. Out: one of the same shape whose types are wrong here and there.
// Knows nothing of schemas: it goes by what the values are.

/** A text that is no JSON object stays as it is. */
export function mistype(text: string): string {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return text;
  return JSON.stringify(mistypeObject({ ...value, extra: true }), null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What a person pasted may be anything; it is streamed as it is.
    return undefined;
  }
}

/** The first text of an object becomes a number, its numbers become text, and of each list one item is wrong or left out. */
function mistypeObject(object: object): object {
  const entries = Object.entries(object);
  const firstText = entries.find(([, value]) => typeof value === 'string')?.[0];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === firstText ? 42 : mistypeValue(value)]),
  );
}

function mistypeValue(value: unknown): unknown {
  if (typeof value === 'number') return `about ${value}`;
  if (Array.isArray(value)) {
    return typeof value[1] === 'object'
      ? value.map((item: unknown, index) => (index === 1 ? mistypeValue(item) : item))
      : value.slice(0, -1);
  }
  return typeof value === 'object' && value !== null ? mistypeObject(value) : value;
}
