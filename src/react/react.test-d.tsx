import type { ReactNode } from 'react';
import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { FieldSnapshot, InstantTransport, RunSnapshot } from '../client/index.js';
import type { CheckedPath, Streaming } from '../protocol/index.js';
import {
  useField,
  useInstantStream,
  StructuredField,
  StructuredList,
  StructuredText,
} from './index.js';
import type { InstantHandler, RouteInput, RouteOutput } from '../server/index.js';
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
declare const dynamic: string;
declare const report: InstantStream<Report, { topic: string }>;
interface Comment {
  text: string;
  replies: Comment[];
}
declare const comment: InstantStream<Comment>;
declare const glossary: InstantStream<{
  terms: Record<string, { meaning: string; seen: number[] }>;
}>;
type Shape =
  | { kind: 'circle'; radius: number }
  | { kind: 'label'; text: string | { runs: string[] } };
declare const shape: InstantStream<Shape>;

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

  test('for who looks when it is complete has a value that isComplete, or the status, narrows', () => {
    const items = useField('items', report, { on: 'complete' });
    if (items.isComplete) expectTypeOf(items.value).toEqualTypeOf<Report['items']>();
    else expectTypeOf(items.value).toEqualTypeOf<Streaming<Report['items']> | undefined>();
    const score = useField('score', report, { on: 'complete' });
    if (score.status === 'complete') expectTypeOf(score.value).toEqualTypeOf<number | null>();
    const untyped = useField<number>('score', { on: 'complete' });
    if (untyped.isComplete) expectTypeOf(untyped.value).toEqualTypeOf<number>();
    expectTypeOf(useField('a', { on: 'complete' }).value).toBeUnknown();
    const item = useField(['items', 0], report, { on: 'complete' });
    if (item.isComplete) expectTypeOf(item.value).toEqualTypeOf<Report['items'][number]>();
    // @ts-expect-error -- the schema has no such field
    useField('titel', report, { on: 'complete' });
    // @ts-expect-error -- a field can wake its component when it is complete, or whenever it changes
    useField('title', report, { on: 'start' });
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
  test('take any path, and promise nothing of the value', () => {
    const all: ReactNode = (
      <>
        <StructuredField path={dynamic}>
          {(field) => {
            expectTypeOf(field).toEqualTypeOf<FieldSnapshot>();
            return null;
          }}
        </StructuredField>
        <StructuredField path="/items/0/name" />
        <StructuredList path={['items']}>
          {(item) => <StructuredField path={item.at('name')} />}
        </StructuredList>
        <StructuredText path="items.0.name" />
        {/* @ts-expect-error -- a field needs a path */}
        <StructuredField />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });

  test('check the path where the answer’s type is given', () => {
    const all: ReactNode = (
      <>
        <StructuredField<Report> path="title" />
        <StructuredField<Report, 'score'> path="score">
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<number | null | undefined>();
            return null;
          }}
        </StructuredField>
        {/* @ts-expect-error -- the schema has no such field */}
        <StructuredField<Report> path="titel" />
        {/* @ts-expect-error -- the schema has no such field */}
        <StructuredList<Report, 'itms'> path="itms">{() => null}</StructuredList>
        {/* @ts-expect-error -- the schema has no such field */}
        <StructuredText<Report> path="titel" />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });
});

describe('the components with a stream', () => {
  test('check paths and type values', () => {
    const all: ReactNode = (
      <>
        <StructuredField path="title" stream={report} as="h1" pending="…" />
        <StructuredField path="score" stream={report}>
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<number | null | undefined>();
            return null;
          }}
        </StructuredField>
        <StructuredText path="author.links[0]" stream={report} as="p" />
        {/* @ts-expect-error -- the schema has no such field */}
        <StructuredField path="titel" stream={report} />
        {/* @ts-expect-error -- the schema has no such field */}
        <StructuredText path="author.title" stream={report} />
        {/* @ts-expect-error -- a score is no string */}
        <StructuredText path="score" stream={report} />
        {/* @ts-expect-error -- a score is no string */}
        <report.Text path="score" />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });

  test('check that a list is a list, and what is inside its items', () => {
    const all: ReactNode = (
      <>
        <StructuredList path="items" stream={report}>
          {(item, index) => {
            expectTypeOf(item.path).toEqualTypeOf<`items[${number}]`>();
            expectTypeOf(index).toEqualTypeOf<number>();
            // @ts-expect-error -- an item has no such field
            item.at('title');
            return (
              <StructuredField path={item.at('name')} stream={report}>
                {(field) => {
                  expectTypeOf(field.value).toEqualTypeOf<string | undefined>();
                  return null;
                }}
              </StructuredField>
            );
          }}
        </StructuredList>
        {/* @ts-expect-error -- a title is no list */}
        <StructuredList path="title" stream={report}>
          {() => null}
        </StructuredList>
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });

  test('take segments as they are', () => {
    const path: readonly (string | number)[] = ['items', 0, 'name'];
    const all: ReactNode = (
      <>
        <StructuredField path={path} stream={report}>
          {(field) => {
            expectTypeOf(field.value).toBeUnknown();
            return null;
          }}
        </StructuredField>
        <StructuredField path={['items', 0, 'name']} stream={report} />
        <StructuredText path={path} stream={report} />
        <StructuredList path={['items']} stream={report}>
          {(item) => item.at('anything')}
        </StructuredList>
        <report.Field path={path} />
        <report.Text path={['items', 0, 'name']} />
        <report.List path={['items']}>{(item) => item.path}</report.List>
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
    expectTypeOf(useField(path, report).value).toBeUnknown();
    expectTypeOf(useField(['items', 0, 'name'], report).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useField('items.0.name', report).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useField('/items/0/name', report).value).toEqualTypeOf<string | undefined>();
    const shown: ReactNode = (
      <>
        <StructuredField path={['items', 0, 'name']} stream={report}>
          {({ value }) => value?.trim()}
        </StructuredField>
        <StructuredField path="items.0.name" stream={report}>
          {({ value }) => value?.trim()}
        </StructuredField>
        <report.Field path="/items/0/name">{({ value }) => value?.trim()}</report.Field>
        <StructuredList path="/items" stream={report}>
          {(item) => <report.Field path={item.at('/name')} />}
        </StructuredList>
      </>
    );
    expectTypeOf(shown).toExtend<ReactNode>();
    // @ts-expect-error -- the schema has no such field
    useField(['items', 0, 'nam'], report);
    // @ts-expect-error -- the schema has no such field
    useField('/items/0/nam', report);
  });

  test('follow the keys of records', () => {
    const all: ReactNode = (
      <>
        <StructuredField path="terms.tea.meaning" stream={glossary}>
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<string | undefined>();
            return null;
          }}
        </StructuredField>
        <StructuredText path={'terms["green tea"].meaning'} stream={glossary} />
        <StructuredText path={`terms.${dynamic}.meaning`} stream={glossary} />
        <StructuredList path="terms.tea.seen" stream={glossary}>
          {(item) => <StructuredField path={item.path} stream={glossary} />}
        </StructuredList>
        {/* @ts-expect-error -- the values have no such field */}
        <StructuredField path="terms.tea.meening" stream={glossary} />
        {/* @ts-expect-error -- its values are lists of numbers */}
        <StructuredText path="terms.tea.seen[0]" stream={glossary} />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
    expectTypeOf(useField('terms.tea.meaning', glossary).value).toEqualTypeOf<string | undefined>();
    // @ts-expect-error -- the values have no such field
    useField('terms.tea.meening', glossary);
    expectTypeOf(useField('replies[0].replies[1].replies[2]', comment).value).toEqualTypeOf<
      Streaming<Comment> | undefined
    >();
    // @ts-expect-error -- a typo in the third turn
    useField('replies[0].replies[1].texd', comment);
  });

  test('can be wrapped by a component that is as generic as they are', () => {
    function Label<T, const P extends string>(props: {
      readonly path: CheckedPath<T, P>;
      readonly stream: InstantStream<T>;
    }): ReactNode {
      useField<T, P>(props.path, props.stream);
      return <StructuredField<T, P> path={props.path} stream={props.stream} />;
    }
    const all: ReactNode = (
      <>
        <Label path="replies[0].replies[1].text" stream={comment} />
        {/* @ts-expect-error -- a typo in the third turn */}
        <Label path="replies[0].replies[1].texd" stream={comment} />
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });

  test('follow recursive schemas and unions', () => {
    const all: ReactNode = (
      <>
        <StructuredList path="replies" stream={comment}>
          {(reply) => <StructuredText path={reply.at('text')} stream={comment} />}
        </StructuredList>
        <StructuredField path="replies[0].replies[1].replies[2].text" stream={comment}>
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<string | undefined>();
            return null;
          }}
        </StructuredField>
        <StructuredList path="replies[0].replies[1].replies[2].replies" stream={comment}>
          {(reply) => (
            <StructuredList path={reply.at('replies')} stream={comment}>
              {(inner) => <StructuredText path={inner.at('replies[0].text')} stream={comment} />}
            </StructuredList>
          )}
        </StructuredList>
        {/* @ts-expect-error -- a typo in the third turn */}
        <StructuredField path="replies[0].replies[1].texd" stream={comment} />
        {/* @ts-expect-error -- a typo in the fourth turn */}
        <StructuredText path="replies[0].replies[1].replies[2].texd" stream={comment} />
        {/* @ts-expect-error -- a typo in the third turn */}
        <comment.Field path="replies[0].replies[1].texd" />
        {/* @ts-expect-error -- a text is no list, in the third turn neither */}
        <comment.List path="replies[0].replies[1].text">{() => null}</comment.List>
        {/* @ts-expect-error -- a list is no text, in the third turn neither */}
        <comment.Text path="replies[0].replies[1].replies" />
        {/* @ts-expect-error -- a typo in the second turn */}
        <StructuredText path="replies[0].texd" stream={comment} />
        <StructuredField path="radius" stream={shape}>
          {(field) => {
            expectTypeOf(field.value).toEqualTypeOf<number | undefined>();
            return null;
          }}
        </StructuredField>
        <StructuredText path="text" stream={shape} />
        <StructuredText path="text.runs[0]" stream={shape} />
        <StructuredList path="text.runs" stream={shape}>
          {(run) => <StructuredText path={run.path} stream={shape} />}
        </StructuredList>
        {/* @ts-expect-error -- no member has it */}
        <StructuredField path="width" stream={shape} />
        {/* @ts-expect-error -- it is a number in every member that has it */}
        <StructuredText path="radius" stream={shape} />
        {/* @ts-expect-error -- no member has a list there */}
        <StructuredList path="text" stream={shape}>
          {() => null}
        </StructuredList>
      </>
    );
    expectTypeOf(all).toExtend<ReactNode>();
  });
});

test('a route’s type is enough to know what may be asked of it and what its fields are', () => {
  type Route = InstantHandler<z.ZodObject<{ topic: z.ZodString }>, typeof Report>;
  const { Field, submit, data } = useInstantStream<RouteOutput<Route>, RouteInput<Route>>({
    api: '/api/report',
  });
  expectTypeOf(data).toEqualTypeOf<Report | undefined>();
  void (<Field path="author.name" />);
  // @ts-expect-error no such field
  void (<Field path="authors.name" />);
  void submit({ topic: 'tides' });
  // @ts-expect-error the route asks for a topic
  void submit({ subject: 'tides' });
});
