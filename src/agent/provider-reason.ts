// In: whatever a call of a model failed with. Out: what its provider gave as the reason, short and without what looks like a key.
// Only what a provider wrote into its answer is quoted: what a model function throws is its own business.
// Knows nothing of what to do about it.

import { read, reportedBy, statusOf } from './read-cause.js';

/** Characters of a reason that are told. */
const MAX_LENGTH = 300;

/** Keys by how they begin, whatever stands behind a name of theirs, and long runs that no word is. */
const SECRETS =
  /\b(?:sk|pk|rk|gsk|hf|xai|pplx|key)[-_][^\s"',;]+|\b(?:AIza|ya29|eyJ)[^\s"',;]+|\bBearer\s+\S+|\b(?=\w*\d)\w{24,}/g;

/** `undefined` where it gave none, and where it refuses a key: that may be quoted, and there is nothing else to say. */
export function reasonOf(cause: unknown): string | undefined {
  if (statusOf(cause) === 401) return undefined;
  const said = bodyOf(cause) ?? reportedBy(cause);
  const error = read(said, 'error');
  const words = [read(error, 'message'), error, read(said, 'message'), read(said, 'detail')];
  const reason = words.find((each) => typeof each === 'string' && each !== '');
  if (typeof reason !== 'string') return undefined;
  const shown = reason.replaceAll(/\s+/g, ' ').trim().replaceAll(SECRETS, '[…]');
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}

/** Some put it into a list. */
function bodyOf(cause: unknown): unknown {
  const text = read(cause, 'responseBody');
  if (typeof text !== 'string') return undefined;
  try {
    const body: unknown = JSON.parse(text);
    return Array.isArray(body) ? body[0] : body;
  } catch {
    // A page of a proxy says nothing of the model.
    return undefined;
  }
}
