// In: the address. Out: the topic it names.

export function namedTopic(): string {
  return new URLSearchParams(location.search).get('topic') ?? '';
}
