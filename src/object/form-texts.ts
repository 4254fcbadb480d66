// In: nothing. Out: the few words that a form shows of its own accord, to be said in another language.
// Knows nothing of fields.

/** The words of a form that stand in no schema. */
export interface FormTexts {
  readonly submit: string;
  /** Of the button that adds an item to a list, given the list's label. */
  readonly add: (list: string) => string;
  /** Of the button that takes an item away, given the list's label and the item's number, from 1. */
  readonly remove: (list: string, item: number) => string;
  /** Why no item can be added or taken away yet, given the list's label. */
  readonly writing: (list: string) => string;
  /** Of the button that takes the model's value in the place of the user's. */
  readonly accept: (value: string) => string;
}

export const FORM_TEXTS: FormTexts = {
  submit: 'Submit',
  add: (list) => `Add to ${list}`,
  remove: (list, item) => `Remove ${item} from ${list}`,
  writing: (list) => `${list}: still being written`,
  accept: (value) => `Use “${value}”`,
};
