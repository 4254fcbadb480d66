// In: what a schema complains of. Out: the complaints in one sentence of a message, without its full stop.
// Some schemas write sentences of their own: one full stop is enough.
// Knows nothing of errors or schemas.

interface Complaint {
  readonly path: string;
  readonly message: string;
}

export function listIssues(issues: readonly Complaint[]): string {
  return issues
    .map(({ path, message }) => `${path || 'the root'}: ${message.replace(/\.$/, '')}`)
    .join('; ');
}
