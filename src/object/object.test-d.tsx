import { describe, expectTypeOf, test } from 'vitest';
import * as v from 'valibot';
import { z } from 'zod';
import type { InstantStream } from '../react/index.js';
import { StructuredForm, StructuredObject } from './index.js';
import type { ObjectControlProps, ObjectValueProps } from './index.js';

const Author = z.object({ name: z.string(), links: z.array(z.object({ url: z.url() })) });
const Report = z.object({ title: z.string(), author: Author });
declare const report: InstantStream<z.infer<typeof Report>>;
declare const Value: (props: ObjectValueProps) => null;
declare const Input: (props: ObjectControlProps) => null;

describe('StructuredObject', () => {
  test('takes the options of fields that the schema has', () => {
    <StructuredObject
      schema={Report}
      fields={{
        title: { label: 'Called' },
        'author.links': { isHidden: true },
        'author.links[*].url': { component: Value },
      }}
    />;
    // @ts-expect-error -- the schema has no such field
    <StructuredObject schema={Report} fields={{ titel: { label: 'Called' } }} />;
    // @ts-expect-error -- there is no such kind
    <StructuredObject schema={Report} components={{ nummer: Value }} />;
  });

  test('checks its path by the stream, and its fields by the schema of what is there', () => {
    <StructuredObject schema={Author} stream={report} path="author" fields={{ name: {} }} />;
    // @ts-expect-error -- the answer has no such path
    <StructuredObject schema={Author} stream={report} path="autor" />;
    // @ts-expect-error -- that is a field of the report
    <StructuredObject schema={Author} stream={report} path="author" fields={{ title: {} }} />;
  });

  test('takes a JSON Schema, and no schema that cannot be written as one', () => {
    <StructuredObject schema={{ type: 'object' }} fields={{ anything: { label: 'Any' } }} />;
    <StructuredObject schema={z.toJSONSchema(Report)} />;
    // @ts-expect-error -- valibot’s own schemas have no JSON Schema
    <StructuredObject schema={v.object({ title: v.string() })} />;
  });
});

describe('StructuredForm', () => {
  test('gives what its schema makes of it, as far as it is there', () => {
    <StructuredForm
      schema={Report}
      fields={{ 'author.name': { component: Input } }}
      onSubmit={(value) => {
        expectTypeOf(value?.author?.name).toEqualTypeOf<string | undefined>();
      }}
    />;
    // @ts-expect-error -- a component of the view shows and takes nothing in
    <StructuredForm schema={Report} fields={{ title: { component: ShowsOnly } }} />;
  });
});

declare const ShowsOnly: (props: { readonly field: { readonly status: number } }) => null;
