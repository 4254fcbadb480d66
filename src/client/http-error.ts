// In: a response that is not 2xx. Out: the error it stands for, with the server's own code and issues where it sent them.
// A body that is no Fieldwise refusal is not quoted: the status alone is told.
// Knows nothing of streams or runs.

import { getOwn } from '../internal/own.js';
import { InstantClientError, type ClientIssue } from './error.js';

export async function toHttpError(response: Response): Promise<InstantClientError> {
  const { status, statusText } = response;
  const told = getOwn(await readJson(response), 'error');
  const code = getOwn(told, 'code');
  const message = getOwn(told, 'message');
  const issues = getOwn(told, 'issues');
  return new InstantClientError(
    'http',
    typeof code === 'string' ? code : 'http-error',
    typeof message === 'string'
      ? message
      : `The server answered ${`${status} ${statusText}`.trim()} instead of a stream. Its log may say why.`,
    { status, ...(Array.isArray(issues) && { issues: issues.filter(isIssue) }) },
  );
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function isIssue(issue: unknown): issue is ClientIssue {
  const path = getOwn(issue, 'path');
  return (
    typeof getOwn(issue, 'message') === 'string' && (path === undefined || Array.isArray(path))
  );
}
