import type { ReactNode } from 'react';
import { describe, expectTypeOf, test } from 'vitest';
import type { FieldSnapshot } from '../client/index.js';
import {
  FieldBoundary,
  StreamAnnouncer,
  StructuredField,
  StructuredList,
  useElements,
  useFields,
  useFieldState,
  useFieldValue,
  useWhen,
} from './index.js';
import type { CheckedPaths } from './field-types.js';
import type { InstantStream, ListItem, StreamSource, TypedListItem, WorkState } from './index.js';

interface Report {
  title: string;
  score: number | null;
  author?: { name: string; links: string[] } | undefined;
  items: { name: string; tags: string[] }[];
  at: Date;
}
declare const report: InstantStream<Report, { topic: string }>;
declare const index: number;

describe('useFields', () => {
  test('types each field of a tuple by its path', () => {
    const [title, score, tag, item] = useFields(
      ['title', 'score', 'items[0].tags[1]', ['items', index]],
      report,
    );
    expectTypeOf(title).toEqualTypeOf<FieldSnapshot<string>>();
    expectTypeOf(score.value).toEqualTypeOf<number | null | undefined>();
    expectTypeOf(tag.value).toEqualTypeOf<string | undefined>();
    expectTypeOf(item.value?.name).toEqualTypeOf<string | undefined>();
    useFields(
      [
        'title',
        // @ts-expect-error -- the schema has no such field, and only this one is complained of
        'titel',
        'score',
      ],
      report,
    );
  });

  test('names what is wrong with a path', () => {
    expectTypeOf<CheckedPaths<Report, ['title', 'titel', 'items[0].nam']>>().toEqualTypeOf<
      readonly ['title', 'The answer has no titel', 'items[0] has no nam']
    >();
  });

  test('takes a list of paths that stands elsewhere, and segments', () => {
    const paths = ['title', 'items'] as const;
    expectTypeOf(useFields(paths, report)[1].value?.[0]?.name).toEqualTypeOf<string | undefined>();
    const segments: (readonly (string | number)[])[] = [['items', index]];
    expectTypeOf(useFields(segments, report)[0]?.value).toBeUnknown();
    const [name] = useFields([`items[${index}].name`], report);
    expectTypeOf(name.value).toEqualTypeOf<string | undefined>();
  });

  test('without a stream takes the types that are given', () => {
    const [title, score] = useFields<[string, number]>(['title', 'score']);
    expectTypeOf(title.value).toEqualTypeOf<string | undefined>();
    expectTypeOf(score.value).toEqualTypeOf<number | undefined>();
    const [first, second] = useFields(['a', ['b', 0]]);
    expectTypeOf(first).toEqualTypeOf<FieldSnapshot>();
    expectTypeOf(second.value).toBeUnknown();
    // @ts-expect-error -- two types need two paths
    useFields<[string, number]>(['title']);
  });
});

describe('useFieldValue', () => {
  test('gives the whole value of the schema, and what there is of it from the start', () => {
    expectTypeOf(useFieldValue('title', report)).toEqualTypeOf<string | undefined>();
    expectTypeOf(useFieldValue('items', report)).toEqualTypeOf<Report['items'] | undefined>();
    expectTypeOf(useFieldValue('', report)).toEqualTypeOf<Report | undefined>();
    expectTypeOf(useFieldValue('at', report)).toEqualTypeOf<Date | undefined>();
    const growing = useFieldValue('items', report, { until: 'start' });
    expectTypeOf(growing?.[0]?.name).toEqualTypeOf<string | undefined>();
    expectTypeOf(growing?.[0]).not.toEqualTypeOf<Report['items'][number] | undefined>();
    expectTypeOf(useFieldValue(['items', index], report)).toEqualTypeOf<
      Report['items'][number] | undefined
    >();
    // @ts-expect-error -- the schema has no such field
    useFieldValue('titel', report);
    // @ts-expect-error -- there is no such moment
    useFieldValue('title', report, { until: 'done' });
  });

  test('without a stream takes the type that is given', () => {
    expectTypeOf(useFieldValue('title')).toBeUnknown();
    expectTypeOf(useFieldValue<number>('score')).toEqualTypeOf<number | undefined>();
    expectTypeOf(useFieldValue<string>('title', undefined, { until: 'start' })).toEqualTypeOf<
      string | undefined
    >();
  });
});

describe('useFieldState', () => {
  test('checks the path and has no value', () => {
    const state = useFieldState('author.name', report);
    expectTypeOf(state.isComplete).toBeBoolean();
    expectTypeOf(state).not.toHaveProperty('value');
    expectTypeOf(useFieldState('anything')).toEqualTypeOf(state);
    // @ts-expect-error -- the schema has no such field
    useFieldState('author.title', report);
  });
});

describe('useElements', () => {
  test('checks that a list is a list, and what is inside its elements', () => {
    const items = useElements('items', report);
    expectTypeOf(items).toEqualTypeOf<
      readonly TypedListItem<Report['items'][number], `items[${number}]`>[]
    >();
    items.map((item) => item.at('name'));
    // @ts-expect-error -- an element has no such field
    items.map((item) => item.at('title'));
    expectTypeOf(useElements('anything')).toEqualTypeOf<readonly ListItem[]>();
    expectTypeOf(useElements(['items'], report)).toEqualTypeOf<readonly ListItem[]>();
    // @ts-expect-error -- a title is no list
    useElements('title', report);
    // @ts-expect-error -- the schema has no such field
    useElements('itmes', report);
  });
});

describe('useWhen', () => {
  test('gives the function complete values, and has its result', () => {
    const state = useWhen(
      ['title', 'items'],
      async ([title, items], { signal }) => {
        expectTypeOf(title).toEqualTypeOf<string>();
        expectTypeOf(items).toEqualTypeOf<Report['items']>();
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        return items.length;
      },
      report,
    );
    expectTypeOf(state).toEqualTypeOf<WorkState<number>>();
    if (state.status === 'success') expectTypeOf(state.data).toEqualTypeOf<number>();
    else expectTypeOf(state.data).toEqualTypeOf<undefined>();
    useWhen(
      [
        'title',
        // @ts-expect-error -- the schema has no such field, and only this one is complained of
        'titel',
      ],
      () => 1,
      report,
    );
  });

  test('without a stream takes the types that are given', () => {
    useWhen(['title'], ([title]) => expectTypeOf(title).toBeUnknown());
    const state = useWhen(['a', 'b'], ([a, b]: [string, number]) => `${a}${b}`);
    expectTypeOf(state).toEqualTypeOf<WorkState<string>>();
  });
});

describe('the slots of a field', () => {
  test('are typed by the path', () => {
    const all: ReactNode = (
      <>
        <StructuredField
          path="score"
          stream={report}
          when="complete"
          pending="…"
          streaming={({ value }) => {
            expectTypeOf(value).toEqualTypeOf<number | null | undefined>();
            return value;
          }}
          complete={({ value, status }) => {
            expectTypeOf(value).toEqualTypeOf<number | null>();
            expectTypeOf(status).toEqualTypeOf<'complete'>();
            return value?.toFixed(1);
          }}
          invalid={({ issues }) => issues[0]?.message}
          missing={null}
        />
        <report.Field path="items" complete={({ value }) => value[0]?.tags.length} />
        <StructuredField path="anything" complete={({ value }) => String(value)} />
        {/* @ts-expect-error -- there is no such moment */}
        <report.Field path="title" when="start" />
        <report.List path="items" skeleton={(at) => <li>{at.toFixed()}</li>} skeletonCount={3}>
          {(item) => item.at('name')}
        </report.List>
        <StructuredList path="items" skeleton={() => null}>
          {() => null}
        </StructuredList>
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });
});

describe('FieldBoundary', () => {
  test('checks the path and types the last good value', () => {
    const all: ReactNode = (
      <>
        <FieldBoundary
          path="score"
          stream={report}
          fallback={({ error, value, retry, reset }) => {
            expectTypeOf(error).toBeUnknown();
            expectTypeOf(value).toEqualTypeOf<number | null | undefined>();
            expectTypeOf(retry).toEqualTypeOf<() => void>();
            expectTypeOf(reset).toEqualTypeOf<() => void>();
            return null;
          }}
        />
        <FieldBoundary path="anything" fallback={({ value }) => String(value)}>
          text
        </FieldBoundary>
        {/* @ts-expect-error -- the schema has no such field */}
        <FieldBoundary path="titel" stream={report} fallback={() => null} />
        {/* @ts-expect-error -- there is nothing to show */}
        <FieldBoundary path="title" />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });
});

describe('StreamAnnouncer', () => {
  test('checks its fields by the stream: paths, and patterns', () => {
    <StreamAnnouncer stream={report} fields={['title', 'items[*].name', 'items[0].tags[*]']} />;
    <StreamAnnouncer stream={report} announce={({ path }) => path} />;
    // @ts-expect-error -- the answer has no such path
    <StreamAnnouncer stream={report} fields={['title', 'nope']} />;
    // @ts-expect-error -- an item has no such path
    <StreamAnnouncer stream={report} fields={['items[*].nam']} />;
  });

  test('takes any fields of a stream that nothing is known of', () => {
    const paths: string[] = [];
    <StreamAnnouncer fields={['anything', 'at[*].all']} />;
    <StreamAnnouncer fields={paths} />;
    const untyped: StreamSource = report;
    <StreamAnnouncer stream={untyped} fields={['nope']} />;
  });
});
