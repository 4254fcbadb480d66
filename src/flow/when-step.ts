// In: the triggers of a `when`, and how they go together. Out: the step that listens for all of them.
// Knows nothing of who sends what.

import { RelayStep } from './chunk-step.js';
import { JoinStep } from './join-step.js';
import type { Step } from './step.js';
import type { Trigger } from './trigger.js';
import { shapeByKind } from './triggers.js';

export type WhenMode = 'and' | 'or' | 'simpleOr';

export function createWhenStep(triggers: readonly Trigger[], mode: WhenMode, out: Trigger): Step {
  if (mode === 'simpleOr') return new RelayStep(out.name, out);
  if (mode === 'or') {
    return new RelayStep(out.name, out, ({ trigger: { kind, name }, value }) => ({
      kind,
      name,
      value,
    }));
  }
  const shape = (values: ReadonlyMap<string, unknown>) => shapeByKind(triggers, values);
  const label = `when ${triggers.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`;
  return new JoinStep({ name: out.name, label, triggers, out, keeps: false, shape });
}
