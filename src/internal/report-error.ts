// In: an error that nobody is waiting for. Out: the platform's own report of it.
// Used where throwing would break an innocent bystander: a listener, an `onError` of the application.
// Knows nothing of who threw it.

/** Reports an error as the platform reports uncaught ones, without stopping anything: `reportError`, else the console. */
export function reportUncaught(error: unknown): void {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  // oxlint-disable-next-line no-console -- the last resort of a platform without reportError (Node)
  else console.error(error);
}
