// In: nothing. Out: the props of a part of a form, for the files that hand parts to one another.
// Knows nothing of parts.

export interface FormPartProps {
  readonly path: string;
  /** The part of the JSON Schema. */
  readonly part: unknown;
  readonly isRequired: boolean;
  /** Of an option: what it is an option of may be `null`. */
  readonly isNullable?: boolean | undefined;
  /** One of several, and chosen: what it is told by need not be asked for again. */
  readonly isOption?: boolean | undefined;
  /** The definitions around it: one of them again is a recursion. */
  readonly trail: readonly object[];
  /** Instead of the label that the schema has. */
  readonly label?: string | undefined;
}
