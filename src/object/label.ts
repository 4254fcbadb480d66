// In: a key. Out: the words a reader knows it by, where the schema has none.
// Knows nothing of schemas.

/** `publishedAt` and `published_at` are “Published at”, `URLPath` is “URL path”, `items[0]` never comes here. */
export function humanise(key: string): string {
  const words = key
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll(/[_\-.\s]+/g, ' ')
    .trim()
    .split(' ')
    // What is written in capitals is a name of its own.
    .map((word) => (/^\p{Lu}[\p{Lu}\d]+$/u.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text === '' ? key : text.charAt(0).toUpperCase() + text.slice(1);
}
