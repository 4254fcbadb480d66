'use client';
// The door of object/: a whole answer on the screen, or in a form, from nothing but its schema.
// Its own door, because whoever writes their own markup need not load it.

export type { ObjectControlProps } from './form-control.js';
export type { FormTexts } from './form-texts.js';
export type { ObjectValueProps } from './field-value.js';
export type { JsonSchema, ObjectSchema } from './object-schema.js';
export type { ObjectTexts } from './object-texts.js';
export type { ObjectKind, GroupKind, ValueKind } from './shape.js';
export { StructuredForm } from './structured-form.js';
export type { FormFieldOptions, StructuredFormProps } from './structured-form.js';
export { StructuredObject } from './structured-object.js';
export type {
  ObjectFieldOptions,
  ObjectFields,
  StructuredObjectProps,
} from './structured-object.js';
