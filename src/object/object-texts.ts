// In: nothing. Out: the few words that an object shows of its own accord, to be said in another language.
// Knows nothing of fields.

/** The words that stand in no schema. */
export interface ObjectTexts {
  /** Shown for `true`. */
  readonly yes: string;
  /** Shown for `false`. */
  readonly no: string;
  /** Shown for `null`, for an empty list, and where something required is missing. */
  readonly none: string;
}

export const TEXTS: ObjectTexts = { yes: 'Yes', no: 'No', none: '—' };
