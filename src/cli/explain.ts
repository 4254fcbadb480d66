// In: whatever ended an answer too early. Out: one line that says what happened, and one that says what to try.
// Words of the server and of the system are made safe, since they end on a terminal.
// Knows nothing of where they are printed.

import { FieldwiseError } from '../internal/error.js';
import { getOwn } from '../internal/own.js';
import { InstantClientError } from '../client/index.js';
import type { EndEvent, ErrorEvent } from '../protocol/index.js';
import { isUrl } from './args.js';
import { showPath } from './show-value.js';
import { cutEnd, toPrintable } from './text-width.js';

const MAX_WIDTH = 400;

/** At most two lines. */
export function explainError(error: unknown, source: string): readonly string[] {
  return lines(...reasonsFor(error, source));
}

export function explainEvent({ code, message, path }: ErrorEvent): readonly string[] {
  const place = path === undefined ? '' : ` (at ${showPath(path)})`;
  return lines(`The answer failed with ${code}${place}: ${message}`, nextFor(code));
}

export function explainEnd({ outcome, incomplete }: EndEvent): readonly string[] {
  const last = incomplete.at(-1);
  const place = last === undefined ? '' : `, in ${showPath(last)}`;
  if (outcome === 'stopped') return lines(`The answer was stopped by its server${place}.`);
  return lines(
    `The answer was cut off before its end${place}.`,
    'Allow the model a longer answer, or look for what closed the connection.',
  );
}

type Reasons = readonly [what: string, next?: string | undefined];

function reasonsFor(error: unknown, source: string): Reasons {
  if (error instanceof InstantClientError && error.kind === 'http') return refusal(error);
  if (error instanceof FieldwiseError) return [error.message, nextFor(error.code)];
  const code = systemCode(error);
  if (code === 'ENOENT' && /^[\w.-]+:\d+(?:\/|$)/.test(source))
    return [`There is no file ${source}.`, `For a URL, write http://${source}.`];
  if (code === 'ENOENT') return [`There is no such file: ${pathOf(error) ?? source}.`];
  // What fetch calls its own faults by says less than their words.
  const reason = code === undefined || code.startsWith('UND_') ? causeOf(error) : code;
  if (!isUrl(source)) return [`${source} cannot be read: ${reason}.`];
  if (code === 'ECONNREFUSED')
    return [
      `Nothing listens at ${source} (${code}).`,
      'Start the server, or check the address and its port.',
    ];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return [`The host of ${source} cannot be found (${code}).`, 'Check its name and the network.'];
  return [
    `The connection to ${source} failed: ${reason}.`,
    'Look at the log of the server, and at what is between it and here.',
  ];
}

function refusal({ status, code, message, issues }: InstantClientError): Reasons {
  const told = (issues ?? []).map(({ message }) => message).join('; ');
  const own = code === 'http-error' ? message : `The server answered ${status} ${code}: ${message}`;
  return [told === '' ? own : `${own} ${told}`, nextForStatus(status ?? 0)];
}

function nextForStatus(status: number): string | undefined {
  if (status === 401 || status === 403)
    return `Send what the route asks for: --header 'authorization: Bearer …'.`;
  if (status === 404) return 'Check the path of the URL.';
  if (status === 405) return `A Fieldwise route is asked by POST: add --input '{…}'.`;
  if (status === 400 || status === 415 || status === 422)
    return `Send the input that the route takes, as JSON: --input '{…}'.`;
  return undefined;
}

function nextFor(code: string): string | undefined {
  if (code === 'connection-lost')
    return 'Look for a proxy or a time limit between the server and here, and at its log.';
  if (code === 'no-json') return 'Look at what came: curl shows it as it is.';
  return undefined;
}

/** Node wraps what the system said, sometimes more than once. */
function systemCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = getOwn(at, 'code');
    if (typeof code === 'string') return code;
  }
  return undefined;
}

function pathOf(error: unknown): string | undefined {
  const path = getOwn(error, 'path');
  return typeof path === 'string' ? path : undefined;
}

function causeOf(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  return (at instanceof Error ? at.message : String(at)).replace(/\.$/, '');
}

function lines(...reasons: readonly (string | undefined)[]): readonly string[] {
  return reasons
    .filter((reason) => reason !== undefined)
    .map((reason) => cutEnd(toPrintable(reason.replaceAll(/\s+/g, ' ').trim()), MAX_WIDTH));
}
