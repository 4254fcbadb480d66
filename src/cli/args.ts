// In: the words of a command line. Out: what is to be done, checked, or an error that says which word is wrong.
// Flags that mean nothing for a source are refused: nobody would know that they did nothing.
// Knows nothing of files, networks or terminals.

/// <reference types="node" />

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../internal/usage-error.js';

/** What to follow, how to ask for it, and how to show it. */
export interface WatchOptions {
  /** A URL, the path of a file, or `-` for what is piped in. */
  readonly source: string;
  /** Of a request: its method, its headers by name, its body; `@path` stands for a file that holds it. */
  readonly method: string;
  readonly headers: Headers;
  readonly data: string | undefined;
  /** How many times faster than it was recorded a recording is played. @default 1 */
  readonly speed: number | undefined;
  /** The path of the recording to write. */
  readonly record: string | undefined;
  readonly isStrict: boolean;
  /** Events of each field from its first character, not its end alone. */
  readonly hasEveryEvent: boolean;
  readonly isJson: boolean;
  readonly hasNoColor: boolean;
}

export type Invocation =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'watch'; readonly options: WatchOptions };

const FLAGS = {
  request: { type: 'string', short: 'X' },
  header: { type: 'string', short: 'H', multiple: true },
  data: { type: 'string', short: 'd' },
  input: { type: 'string' },
  speed: { type: 'string' },
  record: { type: 'string' },
  strict: { type: 'boolean' },
  events: { type: 'boolean' },
  json: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const satisfies ParseArgsConfig['options'];

type Flags = ReturnType<typeof split>['values'];

/** True of what is asked for over the network. */
export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** @throws {UsageError} `invalid-option` */
export function readArgs(words: readonly string[]): Invocation {
  const { values, positionals } = split(words);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const [command, source, ...others] = positionals;
  if (command !== 'watch')
    throw wrong(command === undefined ? 'There is no command.' : `There is no command ${command}.`);
  if (source === undefined) throw wrong('Say what to watch: a URL, a file, or - for piped text.');
  if (others.length > 0) throw wrong(`One source at a time: ${others[0]} is one too many.`);
  checkFit(source, values);
  const data = values.data ?? checkJson(values.input);
  return {
    kind: 'watch',
    options: {
      source,
      method: methodOf(values.request, data),
      headers: headersOf(values.header ?? [], data),
      data,
      speed: speedOf(values.speed),
      record: values.record,
      isStrict: values.strict ?? false,
      hasEveryEvent: values.events ?? false,
      isJson: values.json ?? false,
      hasNoColor: values['no-color'] ?? false,
    },
  };
}

function split(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: FLAGS, allowPositionals: true });
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
}

function checkFit(source: string, flags: Flags): void {
  const asking = (['request', 'header', 'data', 'input'] as const).find((name) => name in flags);
  if (asking !== undefined && !isUrl(source))
    throw wrong(
      `--${asking} goes with a URL, and ${source} is none: one begins with http:// or https://.`,
    );
  if (flags.speed !== undefined && (isUrl(source) || source === '-'))
    throw wrong('--speed goes with the file of a recording.');
  if (flags.data !== undefined && flags.input !== undefined)
    throw wrong('--data and --input are both the body of the request: leave one out.');
  if (isUrl(source) && !URL.canParse(source)) throw wrong(`${source} is no URL that can be asked.`);
}

function checkJson(input: string | undefined): string | undefined {
  if (input === undefined) return input;
  try {
    JSON.parse(input);
    return input;
  } catch {
    throw wrong(`--input takes JSON, such as '{"topic":"tea"}': what it got is none.`);
  }
}

function methodOf(request: string | undefined, data: string | undefined): string {
  const method = request?.toUpperCase() ?? (data === undefined ? 'GET' : 'POST');
  if (data !== undefined && (method === 'GET' || method === 'HEAD'))
    throw wrong(`A ${method} request carries no body: leave --request out, or --data and --input.`);
  return method;
}

/** The accept header is that of the client's own transports: a Fieldwise route answers with frames, others as they do. */
function headersOf(lines: readonly string[], data: string | undefined): Headers {
  const headers = new Headers({ accept: 'text/event-stream, */*' });
  if (data !== undefined) headers.set('content-type', 'application/json');
  for (const line of lines) {
    const [, name, value] = /^([^:]+):(.*)$/s.exec(line) ?? [];
    try {
      headers.set(name ?? '', value?.trim() ?? '');
    } catch {
      // The line is not repeated: a header may hold a secret.
      throw wrong(`--header takes a name and a value, such as 'accept: application/x-ndjson'.`);
    }
  }
  return headers;
}

function speedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const speed = Number(text);
  if (!(speed > 0)) throw wrong('--speed takes a number above 0, or Infinity for no waiting.');
  return speed;
}

function wrong(message: string): UsageError {
  return new UsageError('invalid-option', message);
}
