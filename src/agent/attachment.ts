// In: an image or a file as callers write it. Out: the one form in which it goes to a model.
// Written as in the AI SDK, or as in OpenAI's messages; an address stays one, the provider fetches it.
// Knows nothing of messages.

import { kindOf } from '../internal/kind-of.js';
import { AgentError } from './error.js';
import type { ModelAttachment } from './model.js';

/** Bytes, base64 text, or an address: `https:` or `data:`. */
export type AttachedData = Uint8Array | string | URL;

/** An image or a file beside the text. */
export type Attachment =
  | { readonly type: 'image'; readonly image: AttachedData; readonly mediaType?: string }
  | { readonly type: 'image_url'; readonly image_url: string | { readonly url: string } }
  | {
      readonly type: 'file';
      readonly data: AttachedData;
      readonly mediaType: string;
      readonly filename?: string;
    };

/** @throws {AgentError} `invalid-prompt` for what is none of the three. */
export function toAttachment(value: Attachment): ModelAttachment {
  // Types promise it, but plain JavaScript may pass anything.
  const type: unknown = typeof value === 'object' && value !== null ? value.type : undefined;
  if (type === 'image' && 'image' in value)
    return toFile(value.image, value.mediaType ?? 'image/*', undefined);
  if (type === 'image_url' && 'image_url' in value) {
    const { image_url: image } = value;
    return toFile(typeof image === 'string' ? image : image?.url, 'image/*', undefined);
  }
  if (type === 'file' && 'data' in value && typeof value.mediaType === 'string')
    return toFile(value.data, value.mediaType, value.filename);
  throw invalid(value);
}

function toFile(
  data: AttachedData,
  mediaType: string,
  filename: string | undefined,
): ModelAttachment {
  const named = filename === undefined ? {} : { filename };
  if (data instanceof URL) return toFile(data.href, mediaType, filename);
  if (typeof data !== 'string') {
    if (!(data instanceof Uint8Array)) throw invalid(data);
    // A copy: the caller's bytes may change.
    return { data: data.slice(), mediaType, ...named };
  }
  const inline = /^data:([^;,]+);base64,(.*)$/s.exec(data);
  if (inline) return { data: inline[2] ?? '', mediaType: inline[1] ?? mediaType, ...named };
  if (/^https?:\/\//i.test(data)) {
    if (!URL.canParse(data)) throw invalid(data);
    return { data: new URL(data), mediaType, ...named };
  }
  return { data, mediaType, ...named };
}

function invalid(value: unknown): AgentError {
  return new AgentError(
    'invalid-prompt',
    `The slot \`attachment\` holds ${kindOf(value)}. Give it { type: 'image', image } or { type: 'file', data, mediaType }.`,
  );
}
