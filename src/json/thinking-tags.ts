// In: the characters around a model's answer. Out: whether they stand inside a thinking block.
// Only the tags that reasoning models write count; any other markup is prose.
// Knows nothing of JSON.

const NAMES =
  /^(?:[<◁](\/?)(?:(?:ant|seed:)?think(?:ing)?|thoughts?|reasoning|reflection|analysis|scratchpad|chain_of_thought|inner_(?:thoughts|monologue))(?:\s[^<]*)?[>▷]|\[(\/)think\]|<\|(?:(?:begin|(end))_of_thought|(?:start|(end))_thinking)\|>)$/i;

/** A chat template's word for what follows, up to the next tag: the answer is in the channel `final`. */
const CHANNEL = /^<\|channel\|>(\w*)$/;

/** Longest tag worth remembering. */
const MAX_TAG = 48;

/** Follows thinking tags, one character at a time. */
export class ThinkingTags {
  isInside = false;
  #tag = '';

  /** Reads a character; true when a thinking block closed that never opened, so that all before it was thinking. */
  look(char: string): boolean {
    if (char === '<') {
      const channel = CHANNEL.exec(this.#tag)?.[1];
      if (channel !== undefined) this.isInside = channel !== 'final';
    }
    if (char === '<' || char === '◁' || char === '[') this.#tag = char;
    else if (this.#tag !== '') {
      this.#tag = this.#tag.length < MAX_TAG ? this.#tag + char : '';
      if (char === '>' || char === '▷' || char === ']') return this.#finish();
    }
    return false;
  }

  #finish(): boolean {
    if (CHANNEL.test(this.#tag)) return false;
    const match = NAMES.exec(this.#tag);
    this.#tag = '';
    if (match === null) return false;
    const wasInside = this.isInside;
    // What marks the end of thinking is a group of its own in each notation.
    this.isInside = !match.slice(1).some(Boolean);
    return !this.isInside && !wasInside;
  }
}
