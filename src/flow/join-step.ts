// In: signals of several triggers. Out: one value of all of them, once each has come.
// What came is kept per layer, so items of a group do not take one another's; it is taken out before anything follows.
// Knows nothing of what the triggers stand for.

import type { Scope, Waiting } from './scope.js';
import type { Signal, Step, StepPort } from './step.js';
import type { Trigger } from './trigger.js';

export interface JoinOptions {
  readonly name: string;
  readonly label: string;
  readonly triggers: readonly Trigger[];
  readonly out: Trigger;
  /** True to go on with each later value, false to start over with every round. */
  readonly keeps: boolean;
  /** Makes one value of those that came, by the keys of their triggers. */
  readonly shape: (values: ReadonlyMap<string, unknown>) => unknown;
}

export class JoinStep implements Step {
  readonly name: string;
  readonly #options: JoinOptions;

  constructor(options: JoinOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get label(): string {
    return this.#options.label;
  }

  /** How many values make a round. */
  get size(): number {
    return this.#options.triggers.length;
  }

  receive(port: StepPort, { trigger, value, scope }: Signal): void {
    const { triggers, out, keeps, shape } = this.#options;
    const { waiting } = scope.layer;
    const found = waiting.get(this);
    const round = found instanceof Round ? found : this.#begin(scope);
    round.values.set(trigger.key, value);
    if (round.values.size < triggers.length) return;
    if (!keeps) waiting.delete(this);
    port.send(out, shape(round.values), scope);
  }

  /** What has come in a layer, by the place of its trigger. */
  valuesIn({ layer }: Scope): readonly (readonly [place: number, value: unknown])[] {
    const round = layer.waiting.get(this);
    if (!(round instanceof Round)) return [];
    return this.#options.triggers.flatMap(({ key }, place) =>
      round.values.has(key) ? [[place, round.values.get(key)] as const] : [],
    );
  }

  /** Takes up a round that began elsewhere. */
  takeUp(scope: Scope, values: ReadonlyMap<number, unknown>): void {
    const round = this.#begin(scope);
    for (const [place, value] of values) {
      const trigger = this.#options.triggers[place];
      if (trigger !== undefined) round.values.set(trigger.key, value);
    }
  }

  #begin({ layer }: Scope): Round {
    const round = new Round(this.name, this.#options.triggers);
    layer.waiting.set(this, round);
    return round;
  }
}

class Round implements Waiting {
  readonly values = new Map<string, unknown>();
  readonly #name: string;
  readonly #triggers: readonly Trigger[];

  constructor(name: string, triggers: readonly Trigger[]) {
    this.#name = name;
    this.#triggers = triggers;
  }

  describe(): string | undefined {
    const missing = this.#triggers.filter(({ key }) => !this.values.has(key));
    if (missing.length === 0) return undefined;
    const names = missing.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    return `${this.#name} has ${this.values.size} of ${this.#triggers.length} values: it waits for ${names}.`;
  }
}
