// In: what reached an end, what failed, and that nothing is left to do. Out: how an execution ends, once its contract has spoken.
// A failure counts before a stall, and a result before both.
// Knows nothing of steps, streams or parts.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { breach, whenChecked, type Complaint } from './contract.js';
import type { ExecutionErrors } from './execution-errors.js';
import { Failures } from './failures.js';
import type { Lifetime } from './lifetime.js';
import type { FlowHome } from './step.js';

/** A result, and the chunk that set it. */
export interface Outcome {
  readonly value: unknown;
  readonly chunk?: string;
}

export interface SettlingOptions {
  readonly home: Pick<FlowHome, 'contract' | 'hasEnd'>;
  readonly life: Lifetime;
  readonly errors: ExecutionErrors;
  readonly onError: 'cancel' | 'continue';
  /** What it goes on with, if it began elsewhere. */
  readonly kept: { readonly result: Outcome | undefined; readonly failures: Failures | undefined };
  /** There is a result, or another one. */
  readonly onSet: (value: unknown, chunk?: string) => void;
  /** A schema has not answered yet: until then it is at work. */
  readonly onLater: (later: Promise<void>) => void;
}

export class Settling {
  /** What failed and was handled by nobody. */
  readonly failures: Failures;
  readonly #options: SettlingOptions;
  #value: Outcome | undefined;

  constructor(options: SettlingOptions) {
    this.#options = options;
    this.failures = options.kept.failures ?? new Failures();
    this.#value = options.kept.result;
  }

  get value(): Outcome | undefined {
    return this.#value;
  }

  /** Unless there is one already. */
  setFirst(value: unknown): void {
    if (this.#value !== undefined) return;
    this.#value = { value };
    this.#options.onSet(value);
  }

  set(value: unknown, chunk: string): void {
    this.#value = { value, chunk };
    this.#options.onSet(value, chunk);
  }

  /** Something failed; true, since it is known here now. */
  fail(error: Error): boolean {
    this.failures.add(error);
    if (this.#options.onError === 'cancel') this.#options.life.fail('failed', error);
    return true;
  }

  /** Nothing runs and nothing waits to run; `notes` say what never came. */
  settle(notes: readonly string[]): void {
    const { home, life, errors } = this.#options;
    const [failure] = this.failures.kept;
    if (this.#value !== undefined) this.#complete(this.#value);
    else if (failure !== undefined) life.fail('failed', failure);
    else if (!home.hasEnd && notes.length === 0) life.complete(undefined);
    else life.fail('stalled', errors.stalled(notes));
  }

  /** Goes on with what the schema returns; what does not fit ends the execution. */
  check(
    schema: StandardSchemaV1 | undefined,
    value: unknown,
    complaint: Complaint,
    goOn: (value: unknown) => void,
  ): Promise<void> | undefined {
    const { life, onLater } = this.#options;
    const whileRunning = <Given>(next: (given: Given) => void) => {
      return (given: Given) => {
        if (life.isRunning) next(given);
      };
    };
    const fail = (error: Error) => {
      this.failures.add(error);
      life.fail('failed', error);
    };
    const later = whenChecked(schema, value, complaint, whileRunning(goOn), whileRunning(fail));
    if (later !== undefined) onLater(later);
    return later;
  }

  #complete({ value, chunk }: Outcome): void {
    const { home, life } = this.#options;
    void this.check(home.contract.result, value, breach('The result', chunk), (checked) => {
      this.#value = { value: checked };
      life.complete(checked);
    });
  }
}
