// In: the raw JSON of a value. Out: JSON as long as that, in which nothing is left of what it said.
// Length is kept to the character, so that borders and times of a recording stay right.
// Knows nothing of where the value stands.

/** A character inside a string as JSON writes it, with its escape. */
const CHARACTER = /\\u[\da-fA-F]{4}|\\.|[\s\S]/g;

/** Letters, digits and signs become `x`, spaces stay, so that lines break as they did. */
export function maskText(raw: string): string {
  return raw.replaceAll(CHARACTER, (character) =>
    character === ' ' ? ' ' : 'x'.repeat(character.length),
  );
}

/** A number keeps its shape: `-12.5e3` becomes `-11.1e1`. `true`, `false` and `null` stay. */
export function maskScalar(raw: string): string {
  if (raw.startsWith('"')) return `"${maskText(raw.slice(1, -1))}"`;
  return raw.replaceAll(/\d/g, '1');
}
