// In: nothing. Out: the few words that a form shows of its own accord, to be said in another language.
// Knows nothing of fields.

import { humanise } from './label.js';
import type { ObjectKind } from './shape.js';

/** The words of a form that stand in no schema. */
export interface FormTexts {
  readonly submit: string;
  /** Of the button that adds an item to a list, or a key to a record, given its label. */
  readonly add: (list: string) => string;
  /** Of the button that takes an item away, given the list's label and the item's number, from 1. */
  readonly remove: (list: string, item: number) => string;
  /** Of the input for the key that is to be added, given the record's label. */
  readonly key: (record: string) => string;
  /** Of the button that takes a key away, given the record's label. */
  readonly removeKey: (record: string, key: string) => string;
  /** Why nothing can be added or taken away yet, given the label of the list or record. */
  readonly writing: (list: string) => string;
  /** Of the button that takes the model's value in the place of the user's. */
  readonly accept: (value: string) => string;
  /** Of the choice between the options of a union, given the union's label, which may be empty. */
  readonly option: (union: string) => string;
  /** Of an option that has neither a title nor anything else that tells it from the others. */
  readonly kind: (kind: ObjectKind) => string;
}

const KINDS: { readonly [K in ObjectKind]?: string } = {
  string: 'Text',
  boolean: 'Yes or no',
  'date-time': 'Date and time',
  integer: 'Whole number',
  url: 'URL',
};

export const FORM_TEXTS: FormTexts = {
  submit: 'Submit',
  add: (list) => `Add to ${list}`,
  remove: (list, item) => `Remove ${item} from ${list}`,
  key: (record) => `New key in ${record}`,
  removeKey: (record, key) => `Remove ${key} from ${record}`,
  writing: (list) => `${list}: still being written`,
  accept: (value) => `Use “${value}”`,
  option: (union) => (union === '' ? 'Kind' : `${union}: kind`),
  kind: (kind) => KINDS[kind] ?? humanise(kind),
};
