// In: what the models of a flow say, and which of them waits for what part of another's text. Out: a course: for every piece of
// each of them its place among all, so that a place shows the same, however one came there.
// Knows nothing of flows, models or deliveries.

/** What one model says, in pieces. */
export interface Speech {
  readonly name: string;
  readonly pieces: readonly string[];
  /** It begins when the other has said so many pieces; at once, unless said. */
  readonly after?: { readonly name: string; readonly pieces: number } | undefined;
}

export interface Course {
  /** Of all pieces. */
  readonly total: number;
  /** Where that piece comes; with the last, if nobody knew of it. */
  readonly placeOf: (name: string, piece: number) => number;
}

/** Those who speak take turns, a piece each, in the order in which they are given. */
export function createCourse(speeches: readonly Speech[]): Course {
  const places = new Map<string, number[]>();
  const saidBy = (name: string) => places.get(name)?.length ?? 0;
  const isOn = ({ name, pieces, after }: Speech) =>
    saidBy(name) < pieces.length && (after === undefined || saidBy(after.name) >= after.pieces);
  let total = 0;
  for (let speaking = speeches.filter(isOn); speaking.length > 0; speaking = speeches.filter(isOn))
    for (const { name } of speaking) places.set(name, [...(places.get(name) ?? []), total++]);
  return { total, placeOf: (name, piece) => places.get(name)?.[piece] ?? total - 1 };
}
