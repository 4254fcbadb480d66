// In: our frames, and rules. Out: the same frames, as long as before, with the answer's secrets masked.
// What travels beside the fields, and what is said of one that does not fit, may quote any of them: it is masked whole.
// Knows nothing of how frames travel.

import {
  createFrameDecoder,
  isFieldEvent,
  type InstantEvent,
  type Path,
} from '../protocol/index.js';
import { invalid } from './recording.js';
import { checkFound, secretsIn, type IsSecret, type RedactionRule } from './secrets.js';
import { writeFields, writeMasked } from './write-masked.js';

/** What a flow tells beside its result: no rule knows its fields. */
const BESIDE: ReadonlySet<string> = new Set(['lane', 'signal', 'interrupt', 'item']);

/** What an event says of the run and not of the answer. */
const FACTS: ReadonlySet<unknown> = new Set(
  (
    'type phase callId toolName toolPath index round durationMs id model finishReason usage code path attempt ' +
    'reason missing outcome incomplete chunk signalId active waiting done failed'
  ).split(' '),
);
/** What of a field may be secret: of the input of a tool, all. */
const OF_FIELD: ReadonlySet<unknown> = new Set(['value', 'delta', 'issues']);

/** An operation is decoded alone, to know which field it is about. */
export function redactFrames(
  messages: readonly string[],
  rules: readonly RedactionRule[],
): readonly string[] {
  const told = createFrameDecoder();
  const events = messages.flatMap((message) => [...told.decode(message)]);
  const beside = events.find(({ type }) => BESIDE.has(type));
  if (beside !== undefined)
    throw invalid(
      `it has more than an answer, and rules are about one: an event of type ${beside.type}.`,
    );
  checkFound(events, rules);
  const isSecret = secretsIn(events, rules);
  const decoder = createFrameDecoder();
  const redactOp = (op: unknown): string => {
    const event = decoder.decode(JSON.stringify([op])).find((each) => isFieldEvent(each));
    return writeOp(op, event, isSecret);
  };
  return messages.map((message) => {
    const frame: unknown = JSON.parse(message);
    return Array.isArray(frame) ? `[${frame.map(redactOp).join(',')}]` : redactOp(frame);
  });
}

function writeOp(op: unknown, event: InstantEvent | undefined, isSecret: IsSecret): string {
  if (event === undefined || !isFieldEvent(event))
    return writeMasked(op, [], ([name, part]) =>
      name === 'field' ? OF_FIELD.has(part) : !FACTS.has(name),
    );
  const { segments } = event;
  if (typeof op === 'string') return writeMasked(op, segments, isSecret);
  if (!Array.isArray(op))
    return typeof op === 'object' && op !== null
      ? writeWhole(op, segments, isSecret)
      : JSON.stringify(op);
  const parts = op.slice(0, -1).map((key) => `${JSON.stringify(key)},`);
  return `[${parts.join('')}${writeMasked(op.at(-1), segments, isSecret)}]`;
}

/** An event that travelled as itself: what it has of the field is masked as the field is. */
function writeWhole(op: object, segments: Path, isSecret: IsSecret): string {
  return writeFields(op, (name, part) => {
    if (name === 'value' || name === 'delta') return writeMasked(part, segments, isSecret);
    return writeMasked(part, [], (path) => name === 'issues' && path.at(-1) === 'message');
  });
}
