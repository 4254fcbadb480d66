// In: bytes, cut anywhere. Out: the text they are in UTF-8, in pieces between which the bytes are none.
// A byte order mark before everything is no part of the text, as RFC 8259 (section 8.1) allows; any later one is.
// Decoded whole as a rule; byte by byte only where a mark shows up, to tell a fault from a mark that was sent.
// Knows nothing of what the text says.

/** What a decoder puts where bytes are no UTF-8; a text may hold it, too. */
export const MARK = '\ufffd';

/** The bytes of {@link MARK}. */
const MARK_BYTES = [0xef, 0xbf, 0xbd];

/** Decodes one source. */
export class Utf8Decoder {
  readonly #decoder = new TextDecoder();
  /** The last bytes read, of which a character that is not over may be part. */
  #last: readonly number[] = [];

  /** The next texts: before the first fault, then after each. A fault is found where decoders put a mark for it. */
  decode(bytes: Uint8Array): readonly string[] {
    const text = this.#decoder.decode(bytes, { stream: true });
    const last = this.#last;
    this.#last = [...last, ...bytes.subarray(-3)].slice(-3);
    return text.includes(MARK) ? findFaults(last, bytes) : [text];
  }

  /** The source is over: there are two texts when it stopped inside a character. */
  end(): readonly string[] {
    return this.#decoder.decode().split(MARK);
  }
}

function findFaults(before: readonly number[], bytes: Uint8Array): readonly string[] {
  const decoder = new TextDecoder();
  // Whatever these make, the decoder waits for the same character after them.
  decoder.decode(Uint8Array.from(before), { stream: true });
  const texts = [''];
  let last = before;
  for (const byte of bytes) {
    last = [...last, byte].slice(-3);
    const text = decoder.decode(Uint8Array.of(byte), { stream: true });
    const isSent = text === MARK && last.join() === MARK_BYTES.join();
    const [first = '', ...rest] = isSent ? [text] : text.split(MARK);
    texts[texts.length - 1] += first;
    texts.push(...rest);
  }
  return texts;
}
