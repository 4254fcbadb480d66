import { useForm as useTanStackForm } from '@tanstack/react-form';
import { useFieldArray, useForm } from 'react-hook-form';
import { expectTypeOf, test } from 'vitest';
import type { Edits } from '../client/index.js';
import {
  hookFormPort,
  tanStackFormPort,
  useEditableField,
  useEdits,
  useFormFill,
  type EditableField,
  type InstantStream,
  type TextInputProps,
} from './index.js';

interface Report {
  title: string;
  score: number | null;
  items: { name: string; tags: string[] }[];
}
declare const report: InstantStream<Report>;
declare const dynamic: string;

test('an editable field has the type of its path', () => {
  const title = useEditableField('title', report);
  expectTypeOf(title).toEqualTypeOf<EditableField<string>>();
  title.set('x');
  title.set((current) => `${current ?? ''}!`);
  // @ts-expect-error -- a title is a string
  title.set(1);
  const score = useEditableField('score', report);
  score.set(null);
  expectTypeOf(score.value).toEqualTypeOf<number | null | undefined>();
  const item = useEditableField('items[0]', report);
  expectTypeOf(item.model.value?.name).toEqualTypeOf<string | undefined>();
  // @ts-expect-error -- an item that the user puts there is a whole one
  item.set({ name: 'x' });
  // @ts-expect-error -- no such field
  useEditableField('titel', report);
});

test('only a text has props for a text input', () => {
  const { inputProps } = useEditableField('title', report);
  expectTypeOf(inputProps).toEqualTypeOf<TextInputProps>();
  expectTypeOf(useEditableField(dynamic).inputProps).toEqualTypeOf<TextInputProps>();
  expectTypeOf<
    EditableField<string | null | undefined>['inputProps']
  >().toEqualTypeOf<TextInputProps>();
  const score = useEditableField('score', report);
  // @ts-expect-error -- a text input would make a text of a number
  void (<input type="number" {...score.inputProps} />);
  expectTypeOf(useEditableField('items', report).inputProps).toEqualTypeOf<unknown>();
  expectTypeOf<EditableField<string | number>['inputProps']>().toEqualTypeOf<unknown>();
});

test('without a stream the type of the value is given', () => {
  expectTypeOf(useEditableField<string>(dynamic)).toEqualTypeOf<EditableField<string>>();
  expectTypeOf(useEditableField(dynamic)).toEqualTypeOf<EditableField>();
});

test('all edits know whose answer they are of', () => {
  const { edits, getValue } = useEdits(report);
  expectTypeOf(edits).toEqualTypeOf<Edits<Report>>();
  expectTypeOf(getValue()?.title).toEqualTypeOf<string | undefined>();
  edits.set('items[1].name', 'x');
  // @ts-expect-error -- a name is a string
  edits.set('items[1].name', 1);
});

test('forms of both libraries are ports', () => {
  const hookForm = useForm<Report>();
  const items = useFieldArray({ control: hookForm.control, name: 'items' });
  useFormFill(hookFormPort(hookForm), report);
  useFormFill(hookFormPort(hookForm, { arrays: { items } }), report);
  useFormFill(tanStackFormPort(useTanStackForm({ defaultValues: { title: '' } })));
  // @ts-expect-error -- not a form
  hookFormPort({});
});
