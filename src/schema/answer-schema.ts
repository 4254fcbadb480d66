// In: the schema of a whole answer. Out: the parts it is made of, each one once, whoever asks for it.
// Knows nothing of what a part says.

import { SchemaPart, type PartOf } from './schema-part.js';
import { settle, type AnySchema, type SchemaIssue, type Settled } from './verdict.js';

/** A schema prepared for reading answers. Safe to share between runs. */
export class AnswerSchema {
  /** Absent where nothing is known of the answer. */
  readonly root: SchemaPart | undefined;

  constructor(root: AnySchema | undefined) {
    const parts = new Map<AnySchema, SchemaPart>();
    const partOf: PartOf = (schema) => {
      let part = parts.get(schema);
      if (part === undefined) parts.set(schema, (part = new SchemaPart(schema, partOf)));
      return part;
    };
    this.root = root && new SchemaPart(root, partOf);
  }

  /**
   * The last word on a whole answer, for whoever can wait for it. Never rejects: where a function throws, that is said
   * beside what is `known` to be wrong.
   */
  async settle(value: unknown, known: readonly SchemaIssue[] = []): Promise<Settled> {
    return this.root === undefined ? { value } : settle(this.root.schema, value, known);
  }
}
