// In: an image or a file as callers write it. Out: the one form in which it goes to a model.
// Written as in the AI SDK, or as in OpenAI's messages; an address stays one, bytes are copied on the way in and out.
// Knows nothing of messages.

import { kindOf } from '../internal/kind-of.js';
import { kindOfBytes, readBase64, readDataUrl } from './attached-bytes.js';
import { AgentError } from './error.js';
import type { ModelAttachment } from './model.js';

/** Bytes, base64 text, or an address: `https:`, `data:`, or another that the provider knows. */
export type AttachedData = Uint8Array | string | URL;

/** An image or a file beside the text. */
export type Attachment =
  | {
      readonly type: 'image';
      readonly image: AttachedData;
      /** Of bytes the first few tell what they are, of PNG, JPEG, GIF, WebP and PDF. */
      readonly mediaType?: string;
    }
  | { readonly type: 'image_url'; readonly image_url: string | { readonly url: string } }
  | {
      readonly type: 'file';
      readonly data: AttachedData;
      readonly mediaType: string;
      readonly filename?: string;
    };

/** @throws {AgentError} `invalid-prompt` for what is none of the three, and bytes of which nothing says what they are. */
export function toAttachment(value: Attachment): ModelAttachment {
  // Types promise it, but plain JavaScript may pass anything.
  const type: unknown = typeof value === 'object' && value !== null ? value.type : undefined;
  if (type === 'image' && 'image' in value) return toFile(value.image, value.mediaType);
  if (type === 'image_url' && 'image_url' in value) {
    const { image_url: image } = value;
    return toFile(typeof image === 'string' ? image : image?.url);
  }
  if (type === 'file' && 'data' in value && typeof value.mediaType === 'string')
    return toFile(value.data, value.mediaType, value.filename);
  throw invalid(kindOf(value));
}

/** For a model, or whoever looks: what they write into it changes no request. */
export function copyAttachment(file: ModelAttachment): ModelAttachment {
  return file.data instanceof Uint8Array ? { ...file, data: copyBytes(file.data) } : file;
}

/** Whoever holds the bytes may change them. `slice()` of Node's `Buffer` is no copy. */
function copyBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

const ANY_IMAGE = 'image/*';

function toFile(data: AttachedData, mediaType = ANY_IMAGE, filename?: string): ModelAttachment {
  const about = { mediaType, ...(filename !== undefined && { filename }) };
  const held = data instanceof URL ? data.href : data;
  if (typeof held !== 'string') {
    if (!(held instanceof Uint8Array)) throw invalid(kindOf(held));
    if (held.length === 0) throw invalid('no bytes');
    return ofKnownKind({ ...about, data: copyBytes(held) });
  }
  if (/^data:/i.test(held)) {
    const inline = readDataUrl(held);
    if (inline === undefined) throw invalid('a data URL that cannot be read');
    return ofKnownKind({ ...about, ...inline, mediaType: inline.mediaType ?? mediaType });
  }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(held)) {
    if (!URL.canParse(held)) throw invalid('an address that is none');
    return { ...about, data: new URL(held) };
  }
  const text = readBase64(held);
  if (text === undefined)
    throw invalid('a string that is neither base64 nor an address. Nothing is read from a disk');
  return ofKnownKind({ ...about, data: text });
}

/** Providers take an image that is not said to be one of a kind for a JPEG, whatever it is. */
function ofKnownKind(file: ModelAttachment & { data: string | Uint8Array }): ModelAttachment {
  if (file.mediaType !== ANY_IMAGE) return file;
  const mediaType = kindOfBytes(file.data);
  if (mediaType !== undefined) return { ...file, mediaType };
  throw invalid('an image of no kind that its first bytes tell. Say its `mediaType`');
}

function invalid(what: string): AgentError {
  return new AgentError(
    'invalid-prompt',
    `The slot \`attachment\` holds ${what}. Give it { type: 'image', image } or { type: 'file', data, mediaType }.`,
  );
}
