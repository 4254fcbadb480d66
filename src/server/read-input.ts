// In: a request and the schema of its input. Out: the input as the schema returns it.
// Reads no more than the limit, whatever the request says of its own length.
// Knows nothing of streams, origins or what the input is for.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ServerError } from './error.js';

export interface ReadInputOptions {
  readonly maxBodyBytes: number;
  readonly schema: StandardSchemaV1 | undefined;
  readonly signal: AbortSignal;
}

/** @throws {ServerError} `unsupported-media-type`, `body-too-large`, `invalid-json`, `invalid-input` */
export async function readInput(request: Request, options: ReadInputOptions): Promise<unknown> {
  checkMediaType(request.headers.get('content-type'));
  const input = parseJson(await readBody(request, options));
  if (options.schema === undefined) return input;
  const result = await options.schema['~standard'].validate(input);
  if (result.issues === undefined) return result.value;
  throw new ServerError(
    'invalid-input',
    422,
    'The input does not fit the schema of this route. The issues say where.',
    { issues: result.issues },
  );
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i;

/** Text and form types are refused: they are what a foreign page can send without asking first. */
function checkMediaType(contentType: string | null): void {
  const type = contentType?.split(';')[0]?.trim();
  if (type === undefined || type === '' || JSON_TYPE.test(type)) return;
  throw new ServerError(
    'unsupported-media-type',
    415,
    `The body must be JSON: got ${JSON.stringify(type.slice(0, 80))}. Send it with content-type: application/json.`,
  );
}

async function readBody(
  { body, headers }: Request,
  { maxBodyBytes, signal }: ReadInputOptions,
): Promise<Uint8Array> {
  if (Number(headers.get('content-length')) > maxBodyBytes) throw tooLarge(maxBodyBytes);
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await readAll(reader, maxBodyBytes);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBodyBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.byteLength;
    if (size > maxBodyBytes) {
      void reader.cancel().catch(() => {});
      throw tooLarge(maxBodyBytes);
    }
    chunks.push(step.value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function tooLarge(maxBodyBytes: number): ServerError {
  return new ServerError(
    'body-too-large',
    413,
    `The body is larger than ${maxBodyBytes} bytes. Send less, or raise maxBodyBytes of the route.`,
  );
}

/** An empty body is the input `undefined`, which a schema may accept. */
function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ServerError(
      'invalid-json',
      400,
      'The body is not valid JSON in UTF-8. Send the input as one JSON value.',
      {
        cause,
      },
    );
  }
}
