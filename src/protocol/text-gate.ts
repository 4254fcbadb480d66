// In: the growing text of one string field. Out: as much of it as its policy lets be seen.
// Each piece of text is looked at once; what is held back is bounded where the policy is about its look alone.
// Knows nothing of schemas or of other fields.

import type { DeltaEvent, FieldEvent, StartEvent } from './field-event.js';
import {
  deltaFact,
  doneFact,
  invalidFact,
  originsOf,
  replacedFact,
  standingFor,
} from './field-facts.js';
import type { FieldNode } from './field-node.js';

/** Stands before one open string. */
export interface TextGate {
  /** What may be shown of a delta. */
  grow(event: DeltaEvent): readonly FieldEvent[];
  /** What is left to show when the string closed with this event, having been written as `raw`. */
  close(event: FieldEvent, raw: unknown): readonly FieldEvent[];
  /** What is left to show when the answer ended before the string did. */
  leave(): readonly FieldEvent[];
}

const NOTHING: readonly FieldEvent[] = [];

/** The same fact, standing for what was held back before it as well. */
export function withHeld(
  event: FieldEvent,
  node: FieldNode,
  held: readonly FieldEvent[],
): FieldEvent {
  const origins = [...held, ...(originsOf(event) ?? [event])];
  if (event.type === 'done') return standingFor(doneFact(node, event.value), origins);
  if (event.type === 'invalid') {
    return standingFor(
      invalidFact(node, event.value, () => event.issues),
      origins,
    );
  }
  return event;
}

/** Shows nothing before the end. */
export class AtomicText implements TextGate {
  readonly #node: FieldNode;
  readonly #start: StartEvent;

  constructor(node: FieldNode, start: StartEvent) {
    this.#node = node;
    this.#start = start;
  }

  grow(): readonly FieldEvent[] {
    return NOTHING;
  }

  close(event: FieldEvent): readonly FieldEvent[] {
    return [withHeld(event, this.#node, [this.#start])];
  }

  leave(): readonly FieldEvent[] {
    return NOTHING;
  }
}

/** Shows the one text it can still become, as soon as there is only one. */
export class ChoiceText implements TextGate {
  readonly #node: FieldNode;
  readonly #start: StartEvent;
  /** In the order of their code units, so that those it can still become stand side by side. */
  readonly #options: readonly string[];
  /** Where they begin, and the first one after them. */
  #from = 0;
  #to: number;
  #shown: string | undefined;

  constructor(node: FieldNode, start: StartEvent, options: readonly string[]) {
    this.#node = node;
    this.#start = start;
    this.#options = options;
    this.#to = options.length;
  }

  /** Costs the logarithm of what is left. */
  grow(event: DeltaEvent): readonly FieldEvent[] {
    if (this.#shown !== undefined || this.#from === this.#to) return NOTHING;
    const { value } = event;
    this.#from = this.#first((option) => option >= value);
    this.#to = this.#first((option) => !option.startsWith(value));
    if (this.#to - this.#from !== 1) return NOTHING;
    const only = this.#options[this.#from] ?? '';
    this.#shown = only;
    return [this.#start, standingFor(deltaFact(this.#node, only, only), [event])];
  }

  /** The first of those left for which it is true; it is so for all behind that one. */
  #first(isBehind: (option: string) => boolean): number {
    let from = this.#from;
    let to = this.#to;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBehind(this.#options[middle] ?? '')) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  close(event: FieldEvent, raw: unknown): readonly FieldEvent[] {
    if (this.#shown === undefined) return [withHeld(event, this.#node, [this.#start])];
    if (this.#shown === raw) return [event];
    return [standingFor(replacedFact(this.#node), []), event];
  }

  leave(): readonly FieldEvent[] {
    return NOTHING;
  }
}

/** Shows text up to the last place where it may be cut. */
export class MeasuredText implements TextGate {
  readonly #node: FieldNode;
  readonly #measure: Measure;
  #tail = '';
  /** The tail's end, in which a match may begin. */
  #near = '';
  #shown = '';

  constructor(node: FieldNode, measure: Measure) {
    this.#node = node;
    this.#measure = measure;
  }

  grow({ delta }: DeltaEvent): readonly FieldEvent[] {
    const { lookback, maxTail, ends, isEnd } = this.#measure;
    const near = this.#near + delta;
    this.#tail += delta;
    let end = 0;
    // What matched is not looked at again: cut in two, it might be taken for an end.
    let seen = Math.max(0, near.length - lookback);
    for (const match of near.matchAll(ends)) {
      const after = match.index + match[0].length;
      seen = Math.max(seen, after);
      if (isEnd(match)) end = after;
    }
    this.#near = near.slice(seen);
    if (end > 0) end += this.#tail.length - near.length;
    else if (this.#tail.length > maxTail) {
      end = this.#tail.length;
      this.#near = '';
    } else return NOTHING;
    // What is shown is put together anew: cutting it out of the value would copy all that came before.
    const shown = this.#tail.slice(0, end);
    this.#tail = this.#tail.slice(end);
    this.#shown += shown;
    return [deltaFact(this.#node, shown, this.#shown)];
  }

  close(event: FieldEvent): readonly FieldEvent[] {
    return [...this.leave(), event];
  }

  leave(): readonly FieldEvent[] {
    const tail = this.#tail;
    this.#tail = '';
    return tail === '' ? NOTHING : [deltaFact(this.#node, tail, this.#shown + tail)];
  }
}

/** Where text may be cut. */
export interface Measure {
  /** Matches a place to cut after; global. Bounded but for what it ends with, since every character may begin one. */
  readonly ends: RegExp;
  /** Tells of a match whether it is one. */
  readonly isEnd: (match: RegExpExecArray) => boolean;
  /** Characters before new text that a match may begin in. */
  readonly lookback: number;
  /** Text held back beyond which it is shown as it is. */
  readonly maxTail: number;
}

/** After space, and between characters of scripts that put none between words. */
export function wordMeasure(): Measure {
  const ends =
    /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;
  return { ends, isEnd: () => true, lookback: 0, maxTail: 256 };
}

/** After an initial, a number of one digit, a common abbreviation, or for a pause. Better one sentence too long than half of one. */
const NO_END = /^(?:[\p{L}\p{N}]|Mrs?|Ms|Dr|Prof|St|N[or]|Fig|cf|vs|ca|etc|bzw)\.$|\.\.$|…$/u;

/**
 * After the mark that ends a sentence and what closes with it, where space follows, or anything in scripts that put none
 * there; and after a line. `Intl.Segmenter` is not asked: it cuts after `Dr.`, and reads all of a text again.
 */
export function sentenceMeasure(): Measure {
  const ends =
    /([\p{L}\p{N}]{0,8}[.!?…؟।]{1,4})["'”’»)\]」』）】》]{0,8}\s+|[。！？｡]{1,4}["'”’»)\]」』）】》]{0,8}(?=[^"'”’»)\]」』）】》。！？｡])|\n+/gu;
  const isEnd = ([match, sentence = '!']: RegExpExecArray) =>
    match.includes('\n') || !NO_END.test(sentence);
  return { ends, isEnd, lookback: 20, maxTail: 4096 };
}
