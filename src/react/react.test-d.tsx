import type { ReactNode } from 'react';
import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { FieldSnapshot, InstantTransport, RunSnapshot } from '../client/index.js';
import { useField, useInstantStream, StructuredField, StructuredList } from './index.js';
import type { InstantStream } from './index.js';

const Report = z.object({
  title: z.string(),
  score: z.number().nullable(),
  author: z.object({ name: z.string(), links: z.array(z.string()) }).optional(),
  items: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
  kind: z.enum(['a', 'b']),
});
type Report = z.infer<typeof Report>;
declare const transport: InstantTransport<{ topic: string }>;
declare const report: InstantStream<Report, { topic: string }>;

describe('useInstantStream', () => {
  test('takes the answer’s type from the schema and the input’s from the transport', () => {
    const stream = useInstantStream({ transport, schema: Report });
    expectTypeOf(stream).toEqualTypeOf<InstantStream<Report, { topic: string }>>();
    expectTypeOf(stream.data).toEqualTypeOf<Report | undefined>();
    expectTypeOf(stream.submit).parameter(0).toEqualTypeOf<{ topic: string }>();
    expectTypeOf(stream.submit).returns.resolves.toEqualTypeOf<RunSnapshot<Report>>();
  });

  test('takes the schema’s output, not its input', () => {
    const schema = z.object({ at: z.string().transform((text) => new Date(text)) });
    const stream = useInstantStream({ api: '/', schema });
    expectTypeOf(stream.data).toEqualTypeOf<{ at: Date } | undefined>();
  });

  test('shows the live answer with everything optional', () => {
    expectTypeOf(report.partial?.title).toEqualTypeOf<string | undefined>();
    expectTypeOf(report.partial?.items?.[0]?.name).toEqualTypeOf<string | undefined>();
  });

  test('accepts any input where nothing types it', () => {
    const { submit } = useInstantStream({ api: '/', schema: Report });
    expectTypeOf(submit).parameter(0).toBeUnknown();
  });

  test('checks what callbacks get', () => {
    useInstantStream({
      api: '/',
      schema: Report,
      onFinish: ({ data, reason }) => {
        expectTypeOf(data).toEqualTypeOf<Report | undefined>();
        expectTypeOf(reason).toEqualTypeOf<'complete' | 'error' | 'stopped' | 'superseded'>();
      },
    });
  });
});

describe('the events of a stream', () => {
  test('are typed by the schema', () => {
    useInstantStream({
      api: '/',
      schema: Report,
      onEvent: (event) => {
        if (event.type === 'done' && event.path === 'score') {
          expectTypeOf(event.value).toEqualTypeOf<number | null>();
        }
        // @ts-expect-error -- the schema has no such field
        if (event.path === 'scores') return;
      },
    });
  });
});

describe('useField', () => {
  test('with a stream checks the path and types the value', () => {
    expectTypeOf(useField('title', report).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useField('score', report).value).toEqualTypeOf<number | null | undefined>();
    expectTypeOf(useField('items[0].tags[1]', report).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useField('kind', report).value).toEqualTypeOf<'a' | 'b' | undefined>();
    // @ts-expect-error -- the schema has no such field
    useField('titel', report);
    // @ts-expect-error -- an item has no such field
    useField('items[0].title', report);
  });

  test('without a stream takes the type that is given', () => {
    expectTypeOf(useField('anything')).toEqualTypeOf<FieldSnapshot>();
    expectTypeOf(useField<number>('score').value).toEqualTypeOf<number | undefined>();
  });
});

describe('the components of a stream', () => {
  test('check paths and type values', () => {
    const all: ReactNode = (
      <>
        <report.Field path="title" as="h1" pending="…" />
        <report.Field path="score">
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<number | null | undefined>();
            return null;
          }}
        </report.Field>
        <report.Field path="author.name" />
        <report.Text path="author.links[0]" as="p" />
        {/* @ts-expect-error -- the schema has no such field */}
        <report.Field path="titel" />
        {/* @ts-expect-error -- the schema has no such field */}
        <report.Text path="author.title" />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });

  test('check that a list is a list, and what is inside its items', () => {
    const all: ReactNode = (
      <>
        <report.List path="items">
          {(item, index) => {
            expectTypeOf(item.path).toEqualTypeOf<`items[${number}]`>();
            expectTypeOf(item.at('name')).toEqualTypeOf<`items[${number}].name`>();
            expectTypeOf(index).toEqualTypeOf<number>();
            // @ts-expect-error -- an item has no such field
            item.at('title');
            return (
              <>
                <report.Field path={item.at('name')}>
                  {(field) => {
                    expectTypeOf(field.value).toEqualTypeOf<string | undefined>();
                    return null;
                  }}
                </report.Field>
                <report.List path={item.at('tags')}>
                  {(tag) => <report.Text path={tag.path} />}
                </report.List>
              </>
            );
          }}
        </report.List>
        {/* @ts-expect-error -- a title is no list */}
        <report.List path="title">{() => null}</report.List>
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });
});

describe('the components of a provider', () => {
  test('take the value’s type that is given', () => {
    const all: ReactNode = (
      <>
        <StructuredField<number> path="score">
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<number | undefined>();
            return null;
          }}
        </StructuredField>
        <StructuredList path={['items']}>
          {(item) => <StructuredField path={item.at('name')} />}
        </StructuredList>
        {/* @ts-expect-error -- a field needs a path */}
        <StructuredField />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });
});
