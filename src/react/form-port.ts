// In: a form of react-hook-form or TanStack Form. Out: the few things that filling it needs.
// Described by what is used of them, so that neither library is a dependency.
// Knows nothing of streams.

import { checkNames } from '../internal/usage-error.js';
import { formatPath } from '../protocol/index.js';
import type { Path } from '../protocol/index.js';

/** A form to be filled. For another library, write one: five functions over its state. */
export interface FormPort {
  /** What identifies the form from render to render. */
  readonly form: object;
  /** What is at a path now; `[]` is the whole form. */
  readonly get: (path: Path) => unknown;
  /** Puts a value there without validating it: the user did not type it. */
  readonly set: (path: Path, value: unknown) => void;
  /** Adds rows at the end of an array and leaves those that are there alone. */
  readonly append: (path: Path, rows: readonly unknown[]) => void;
  /** Takes the rows from `length` on away, and leaves the others alone. */
  readonly cut: (path: Path, length: number) => void;
  /** False where the library has no name for a path; the nearest part above that has one is set instead. */
  readonly hasName: (path: Path) => boolean;
}

/** What is used of a form of react-hook-form. */
export interface HookForm {
  readonly control: object;
  getValues(...name: never[]): unknown;
  setValue(name: never, value: never, options?: object): void;
}

/** What is used of `useFieldArray` of react-hook-form. */
export interface HookFormArray {
  append(rows: never, options?: { shouldFocus?: boolean }): void;
  remove(indexes: number[]): void;
}

/** What is used of a form of TanStack Form. */
export interface TanStackForm {
  readonly state: { readonly values: unknown };
  getFieldValue(name: never): unknown;
  setFieldValue(name: never, value: never, options?: object): void;
  pushFieldValue(name: never, row: never, options?: object): void;
  removeFieldValue(name: never, index: number, options?: object): unknown;
}

/**
 * A form of react-hook-form, to be filled. Name the arrays that `useFieldArray` shows: their rows are appended then, and
 * those that are there keep their inputs and the focus.
 *
 * @throws {UsageError} `invalid-option` for an option that it does not have.
 * @example
 * ```tsx
 * import { useForm } from 'react-hook-form';
 *
 * export function ReportForm() {
 *   const form = useForm<{ title: string }>({ defaultValues: { title: '' } });
 *   useFormFill(hookFormPort(form), report);
 *   return <input aria-label="Title" {...form.register('title')} />;
 * }
 * ```
 */
export function hookFormPort(
  form: HookForm,
  options: { readonly arrays?: Readonly<Record<string, HookFormArray>> } = {},
): FormPort {
  checkNames('options', options, ['arrays']);
  const { arrays = {} } = options;
  const nameOf = (path: Path) => path.join('.') as never;
  const set = (path: Path, value: unknown) =>
    form.setValue(nameOf(path), copyOf(value) as never, { shouldDirty: false });
  const get = (path: Path) => (path.length === 0 ? form.getValues() : form.getValues(nameOf(path)));
  return {
    form: form.control,
    get,
    set,
    append(path, rows) {
      const array = arrays[nameOf(path)];
      if (array) array.append(copyOf(rows) as never, { shouldFocus: false });
      else set(path, [...rowsOf(get(path)), ...rows]);
    },
    cut(path, length) {
      const array = arrays[nameOf(path)];
      const rows = rowsOf(get(path));
      if (array) array.remove([...rows.keys()].slice(length));
      else set(path, rows.slice(0, length));
    },
    hasName,
  };
}

/**
 * A form of TanStack Form, to be filled.
 *
 * @example
 * ```tsx
 * import { useForm } from '@tanstack/react-form';
 *
 * export function ReportForm() {
 *   const form = useForm({ defaultValues: { title: '' } });
 *   useFormFill(tanStackFormPort(form), report);
 *   return (
 *     <form.Field name="title">
 *       {({ state, handleChange }) => (
 *         <input
 *           aria-label="Title"
 *           value={state.value}
 *           onChange={(event) => handleChange(event.target.value)}
 *         />
 *       )}
 *     </form.Field>
 *   );
 * }
 * ```
 */
export function tanStackFormPort(form: TanStackForm): FormPort {
  const quietly = { dontUpdateMeta: true, dontValidate: true };
  const nameOf = (path: Path) => formatPath(path) as never;
  const get = (path: Path) =>
    path.length === 0 ? form.state.values : form.getFieldValue(nameOf(path));
  return {
    form,
    get,
    set: (path, value) => form.setFieldValue(nameOf(path), copyOf(value) as never, quietly),
    append(path, rows) {
      for (const row of rows) form.pushFieldValue(nameOf(path), copyOf(row) as never, quietly);
    },
    cut(path, length) {
      for (let index = rowsOf(get(path)).length - 1; index >= length; index--) {
        void form.removeFieldValue(nameOf(path), index, quietly);
      }
    },
    hasName,
  };
}

/** In their names dots part keys and cannot stand in one. */
function hasName(path: Path): boolean {
  return path.every((key) => typeof key === 'number' || /^[^.[\]'"]+$/.test(key));
}

function rowsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Forms write into what they hold, and a run's values are shared. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyOf(each)]));
}

/** True for an object that holds fields; a date, a file and what else a schema makes is a value. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
