// In: nothing. Out: what an answer's root may be asked to look like.
// Knows nothing of how the answer is found.

/** What the answer must look like, as far as its first characters can tell. */
export interface RootExpectation {
  readonly kind: 'object' | 'array' | 'scalar';
  /** Keys of which the object has at least one; absent when any key will do. */
  readonly keys?: ReadonlySet<string>;
  /** Keys of which each object in the list has at least one, none if it holds no objects; absent when any will do. */
  readonly itemKeys?: ReadonlySet<string>;
  /** Of a scalar, what it may be; absent when it is not looked for in prose. */
  readonly types?: ReadonlySet<ScalarType>;
  /** Of a text, those it may be; absent when any will do. */
  readonly texts?: ReadonlySet<string>;
}

/** Kinds of scalar. */
export type ScalarType = 'string' | 'number' | 'boolean' | 'null';
