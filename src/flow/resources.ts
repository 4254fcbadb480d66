// In: what chunks may ask for, by name. Out: each as it was set last, or an error that says what there is.
// It is as long-lived as its execution, and never saved.
// Knows nothing of what a resource is.

import { FlowError } from './error.js';
import { check } from './option-checks.js';

export class Resources {
  readonly #values: Map<string, unknown>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(values));
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** @throws {FlowError} `missing-resource` */
  require(name: string, chunk: string): unknown {
    if (this.has(name)) return this.get(name);
    const names = [...this.#values.keys()].filter((each) => this.has(each)).join(', ') || 'none';
    throw new FlowError(
      'missing-resource',
      `The chunk ${JSON.stringify(chunk)} requires the resource ${JSON.stringify(name)}; there are: ${names}. ` +
        'Hand it in as `resources` of createTriggerFlow or start, or set it before.',
      { chunk },
    );
  }

  /** `undefined` takes it away. @throws {FlowError} `invalid-option` */
  set(name: string, value: unknown): void {
    check(typeof name === 'string', 'name', 'a string', name);
    this.#values.set(name, value);
  }
}
