// In: nothing. Out: nothing: the worst a typed answer is expected to be, ten types that all lead to one another.
// Compiled and never run: a walk through every way between them would never end.
// Knows nothing of how the types are made.

import type { InstantEvent } from '../../src/protocol/event.js';
import type { FieldPath } from '../../src/protocol/field-path.js';

interface If {
  kind: 'if';
  test: Expression;
  then: Statement[];
  else?: Statement[];
}
interface Loop {
  kind: 'loop';
  test: Expression;
  body: Statement[];
  label: string | null;
}
interface Binary {
  kind: 'binary';
  operator: string;
  left: Expression;
  right: Expression;
}
interface Call {
  kind: 'call';
  callee: Expression;
  parameters: Expression[];
  block?: Statement[];
}
interface Choice {
  kind: 'choice';
  test: Expression;
  yes: Expression;
  no: Expression;
}
interface List {
  kind: 'list';
  items: Expression[];
}
interface Dictionary {
  kind: 'dictionary';
  entries: Record<string, Expression>;
  spread?: Dictionary;
}
interface Literal {
  kind: 'literal';
  value: string | number | boolean | null;
}
type Statement = If | Loop | Expression;
type Expression = Binary | Call | Choice | List | Dictionary | Literal;

export interface Program {
  name: string;
  statements: Statement[];
}

export const path: FieldPath<Program> = 'statements[0].test.left.value';

export function show(event: InstantEvent<Program>, say: (text: string) => void): InstantEvent {
  if (event.type === 'done' && event.path === 'name') say(event.value);
  if (event.type === 'done' && event.wildcardPath === 'statements[*].kind') say(event.value);
  return event;
}
