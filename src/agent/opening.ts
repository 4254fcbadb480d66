// In: how a model begins that was asked to go on. Out: how much of it is no part of the answer.
// It says that it goes on, opens a fence, leaves lines empty or writes dots, in any order.
// Knows nothing of where the answer stopped.

/** What stands before the rest of an answer. */
export interface Opening {
  /** Where the rest begins. */
  readonly length: number;
  /** It talks of itself: beyond doubt where it says what it is about to do, `perhaps` where an answer may say the same. */
  readonly talk: 'none' | 'perhaps' | 'surely';
  /** The talk and the rest stand on one line, so that a space between them may belong to either. */
  readonly isOneLine: boolean;
  readonly hasFence: boolean;
  readonly hasDots: boolean;
}

const SPOKEN =
  /^(?:sure|certainly|of course|absolutely|okay|ok|understood|got it|no problem|apologies|i apologi[sz]e|(?:i(?:['’]m| am) )?sorry|here(?:['’]s| is| are| it is| you go)|(?:to )?continu(?:e|ing|ed|ation)|i(?:['’]ll| will| can| cannot)|let me|picking up|resuming|the rest)\b/i;
/** At the beginning, nothing but manners. */
const POLITE =
  /^(?:sure|certainly|of course|absolutely|okay|ok|understood|got it|no problem|apologies|(?:i(?:['’]m| am) )?sorry)(?:[!,.:]| for\b)/i;
const OF_ITSELF =
  /\b(?:the rest|rest of|continu(?:e|ing|ed|ation)|left off|cut off|remainder|remaining|my (?:last )?answer|where (?:i|it|we) (?:stopped|was|left))\b/i;
/** Space at the beginning of the rest is the rest's. */
const LINE = /^[^\n]{0,200}\n(?:[^\S\n]*\n)?/;
const FENCE = /^\s*```\w*[^\S\n]*\n/;
/** No fence is opened on the line of what it is around. */
const ODD_FENCE = /^```(?:\w*[^\S\n]*[^\s\w]|\w*[^\S\n]+\S)/;
/** That it goes on, in brackets. */
const REMARK =
  /^[([*_]{1,3}(?:\.{3}|…)?\s?continu(?:ing|ed|ation)[^\n)\]*_]{0,60}[)\]*_]{1,3}:?[^\S\n]*\n{0,2}/i;
const EMPTY = /^\s*\n/;
const DOTS = /^[([]?(?:\.{3}|…)[)\]]?[^\S\n]*\n*/;
/** Manners, announcement, fence: more would be another answer. */
const MOST_PARTS = 6;

/** Looks at the first few hundred characters at most. */
export function readOpening(text: string): Opening {
  let length = 0;
  let talk: Opening['talk'] = 'none';
  let isOneLine = false;
  let hasFence = false;
  for (let part = 0; part < MOST_PARTS; part++) {
    const rest = text.slice(length, length + 400);
    const fence = FENCE.exec(rest)?.[0];
    hasFence ||= fence !== undefined;
    const said: Talk | undefined = talk === 'surely' ? undefined : readTalk(rest);
    if (said !== undefined) ({ talk, isOneLine } = said);
    // Behind a talk, empty lines may be the text's own.
    const empty = talk === 'none' ? EMPTY.exec(rest)?.[0] : undefined;
    const end = length + (fence ?? empty ?? '').length + (said?.length ?? 0);
    if (end === length) break;
    length = end;
  }
  const dots = DOTS.exec(text.slice(length, length + 400))?.[0].length ?? 0;
  return { length: length + dots, talk, isOneLine, hasFence, hasDots: dots > 0 };
}

type Talk = Pick<Opening, 'talk' | 'length' | 'isOneLine'>;

function readTalk(text: string): Talk | undefined {
  const remark = REMARK.exec(text)?.[0];
  if (remark !== undefined)
    return { talk: 'surely', length: remark.length, isOneLine: !remark.endsWith('\n') };
  if (ODD_FENCE.test(text)) return { talk: 'perhaps', length: 0, isOneLine: false };
  const plain = text.replace(/^[*_([]+/, '');
  // In the middle of a sentence the same words begin small.
  if (!/^\p{Lu}/u.test(plain) || !SPOKEN.test(plain)) return undefined;
  const line = LINE.exec(text)?.[0];
  const about = OF_ITSELF.exec((line ?? text).slice(0, 160));
  const colon = about && /^[^\n:]{0,60}:[^\S\n]+(?=\S)/.exec(text.slice(about.index));
  if (colon) return { talk: 'surely', length: about.index + colon[0].length, isOneLine: true };
  // What is said on a line of its own ends as a sentence does.
  if (line === undefined || !/[:.!…)\]*_][^\S\n]*\n/.test(line))
    return POLITE.test(plain) || about
      ? { talk: 'perhaps', length: 0, isOneLine: false }
      : undefined;
  return { talk: about ? 'surely' : 'perhaps', length: line.length, isOneLine: false };
}
