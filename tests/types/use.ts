// In: the schemas beside it. Out: nothing: an application that reads twenty places of one answer in every typed way.
// Compiled and never run: what the compiler does for it is counted, and has a ceiling.
// Knows nothing of how the types are made.

import type { CheckedPath } from '../../src/protocol/checked-path.js';
import type { InstantEvent } from '../../src/protocol/event.js';
import type { FieldValue, Streaming } from '../../src/protocol/field-path.js';
import type { Report } from './answer.js';

declare function read<P extends string>(
  path: CheckedPath<Report, P>,
): Streaming<FieldValue<Report, P>>;

export const values = [
  read('title'),
  read('subtitle'),
  read('publishedAt'),
  read('keywords[3]'),
  read('author.employer.city'),
  read('reviewers[0].email'),
  read('budget.currency'),
  read('spent.amount'),
  read('forecast[2].high.amount'),
  read('sections'),
  read('sections[0].heading'),
  read('sections[1].blocks[2].text'),
  read('sections[1].blocks[2].source.employer.name'),
  read('sections[1].notes[0].by.name'),
  read('metrics.speed.value'),
  read('ratings.depth'),
  read('range[0]'),
  read('["license.name"]'),
  read('comments[0].replies[1].text'),
  read('topics.left.right.name'),
];

export function show(event: InstantEvent<Report>, say: (text: string) => void): void {
  if (event.type === 'delta' && event.path === 'abstract') say(event.delta);
  if (event.type !== 'done') return;
  if (event.path === 'title') say(event.value.toUpperCase());
  if (event.path === 'budget.amount') say(event.value.toFixed(2));
  if (event.path === '') say(event.value.checksum);
  if (event.wildcardPath === 'keywords[*]') say(event.value.trim());
  if (event.wildcardPath === 'sections[*].blocks[*]') say(event.value.kind);
  if (event.wildcardPath === 'sections[*].notes[*].by.role') say(event.value);
  if (event.wildcardPath === 'comments[*].replies[*].text') say(event.value.trim());
}

export function partial(report: Streaming<Report>): string | undefined {
  return report.sections?.[0]?.notes?.[0]?.by?.employer?.name;
}

export const loose = (event: InstantEvent<Report>): InstantEvent => event;
