// In: the bytes of a file as they are, as base64 or in a data URL. Out: what kind of file they are, and what the URL holds.
// Of a long text no more is read than tells.
// Knows nothing of attachments.

/** By their first bytes, as text of one character for each. */
const KINDS: readonly (readonly [start: RegExp, mediaType: string])[] = [
  [/^\u0089PNG/, 'image/png'],
  [/^\u00FF\u00D8\u00FF/, 'image/jpeg'],
  [/^GIF8/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  [/^%PDF-/, 'application/pdf'],
];

/** The media type of bytes, or of base64 text; `undefined` where they do not tell. */
export function kindOfBytes(data: Uint8Array | string): string | undefined {
  const start =
    typeof data === 'string'
      ? atob(data.slice(0, 16).replaceAll('-', '+').replaceAll('_', '/'))
      : String.fromCharCode(...data.subarray(0, 12));
  return KINDS.find(([kind]) => kind.test(start))?.[1];
}

/** Base64 text without its line ends; `undefined` for what is none. */
export function readBase64(text: string): string | undefined {
  const whole = text.replaceAll(/[\r\n]+/g, '');
  const isWhole = whole.length % 4 === 0 || (whole.length % 4 > 1 && !whole.endsWith('='));
  return isWhole && /^[\w+/-]+={0,2}$/.test(whole) ? whole : undefined;
}

/** What a data URL holds, and its media type, where it says one; `undefined` for one that cannot be read. */
export function readDataUrl(url: string) {
  const comma = url.indexOf(',');
  const [type = '', ...parameters] = url.slice(5, comma).toLowerCase().split(';');
  const written = url.slice(comma + 1);
  const data =
    parameters.at(-1)?.trim() === 'base64' ? readBase64(unescape(written)) : toBytes(written);
  if (comma === -1 || data === undefined) return undefined;
  return { data, mediaType: type.trim() || undefined };
}

const ESCAPE = /%([\da-f]{2})/gi;

function unescape(text: string): string {
  return text.replaceAll(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Whatever is not escaped is UTF-8. */
function toBytes(text: string): Uint8Array {
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  const escaped = wellFormed.replaceAll(/\P{ASCII}+/gu, encodeURIComponent);
  return Uint8Array.from(unescape(escaped), (byte) => byte.charCodeAt(0));
}
