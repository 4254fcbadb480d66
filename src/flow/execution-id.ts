// In: nothing. Out: an id that no other execution has.
// Knows nothing of executions.

/** 16 random bytes. `randomUUID` is missing from pages without TLS. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
