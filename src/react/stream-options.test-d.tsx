import {
  useMutation,
  useQuery,
  useSuspenseQuery,
  type CancelledError,
  type QueryClient,
} from '@tanstack/react-query';
import { describe, expectTypeOf, test } from 'vitest';
import { createInstantRun } from '../client/index.js';
import { z } from 'zod';
import type {
  ClientIssue,
  InstantError,
  InstantTransport,
  RunProgress,
  RunSnapshot,
} from '../client/index.js';
import type { Streaming } from '../protocol/index.js';
import {
  instantMutationOptions,
  instantStreamOptions,
  StructuredField,
  useInstantStream,
  useInstantTurns,
} from './index.js';
import type { InstantQueryData, InstantStream, InstantTurn } from './index.js';

const Report = z.object({ title: z.string(), items: z.array(z.object({ price: z.number() })) });
type Report = z.infer<typeof Report>;
interface Input {
  topic: string;
}
declare const transport: InstantTransport<Input>;
declare const client: QueryClient;
declare const report: InstantStream<Report, Input>;
const input = { topic: 'tides' };

describe('the options of a stream', () => {
  test('keep the inference of the answer, whatever else is given', () => {
    const stream = useInstantStream({
      transport,
      schema: Report,
      input,
      debounceMs: 200,
      refetchMode: 'replace',
      placeholder: (previous) => previous,
      retry: (failureCount, error) => failureCount < 3 && error.kind === 'connection',
      retryDelay: 100,
    });
    expectTypeOf(stream).toEqualTypeOf<InstantStream<Report, Input>>();
    expectTypeOf(stream.progress).toEqualTypeOf<RunProgress>();
  });

  test('take a placeholder of the answer’s shape, part of it or none', () => {
    useInstantStream({ transport, schema: Report, placeholder: { title: 'soon' } });
    useInstantStream({
      transport,
      schema: Report,
      placeholder: (previous) => {
        expectTypeOf(previous).toEqualTypeOf<Streaming<Report> | undefined>();
        return undefined;
      },
    });
    // @ts-expect-error -- a title is a text
    useInstantStream({ transport, schema: Report, placeholder: { title: 1 } });
    // @ts-expect-error -- appending is what useInstantTurns does
    useInstantStream({ transport, schema: Report, refetchMode: 'append' });
  });

  test('let an input be absent for a while', () => {
    const topic = '' as string;
    const stream = useInstantStream({
      transport,
      schema: Report,
      input: topic === '' ? undefined : { topic },
    });
    expectTypeOf(stream.submit).parameter(0).toEqualTypeOf<Input>();
  });

  test('tell of completed fields with the value of their place', () => {
    useInstantStream({
      transport,
      schema: Report,
      onField: (field) => {
        if (field.path === 'title') expectTypeOf(field.value).toEqualTypeOf<string>();
        if (field.wildcardPath === 'items[*].price')
          expectTypeOf(field.value).toEqualTypeOf<number>();
        // @ts-expect-error -- the schema has no such field
        if (field.path === 'titel') return;
      },
    });
  });
});

test('the error of a stream narrows by its kind', () => {
  const { error } = report;
  expectTypeOf(error).toEqualTypeOf<InstantError | undefined>();
  if (!error) return;
  expectTypeOf(error.path).toEqualTypeOf<string | undefined>();
  if (error.kind === 'validation') expectTypeOf(error.issues).toExtend<readonly ClientIssue[]>();
  if (error.kind === 'http') expectTypeOf(error.status).toExtend<number>();
  if (error.kind === 'connection') {
    // @ts-expect-error -- only an answer from a server has one
    expectTypeOf(error.status).toExtend<number>();
  }
  // @ts-expect-error -- no such kind
  if (error.kind === 'network') return;
});

describe('the options of a query', () => {
  const options = instantStreamOptions({ transport, schema: Report, input, id: 'report' });

  test('type what every way of reading the query gives', () => {
    expectTypeOf(useQuery(options).data).toEqualTypeOf<InstantQueryData<Report> | undefined>();
    expectTypeOf(useQuery(options).error).toEqualTypeOf<InstantError | null>();
    expectTypeOf(useSuspenseQuery(options).data).toEqualTypeOf<InstantQueryData<Report>>();
    expectTypeOf(client.fetchQuery(options)).resolves.toEqualTypeOf<InstantQueryData<Report>>();
    expectTypeOf(client.ensureQueryData(options)).resolves.toEqualTypeOf<
      InstantQueryData<Report>
    >();
    expectTypeOf(client.prefetchQuery(options)).resolves.toBeVoid();
    expectTypeOf(client.getQueryData(options.queryKey)).toEqualTypeOf<
      InstantQueryData<Report> | undefined
    >();
    expectTypeOf(useQuery({ ...options, select: ({ data }) => data?.title }).data).toEqualTypeOf<
      string | undefined
    >();
  });

  test('take no callbacks, which belong to components', () => {
    // @ts-expect-error -- of a query that nobody mounted there is nobody to tell
    instantStreamOptions({ transport, schema: Report, input, id: 'report', onFinish: () => {} });
  });
});

test('the options of a mutation type its input, its data and its error', () => {
  const mutation = useMutation(instantMutationOptions({ transport, schema: Report, id: 'report' }));
  expectTypeOf(mutation.data).toEqualTypeOf<Report | undefined>();
  expectTypeOf(mutation.error).toEqualTypeOf<InstantError | CancelledError | null>();
  expectTypeOf(mutation.mutate).parameter(0).toEqualTypeOf<Input>();
});

test('turns are typed by the schema, and are streams to the components', () => {
  const { turns, submit, stream } = useInstantTurns({ transport, schema: Report });
  expectTypeOf(turns).toEqualTypeOf<readonly InstantTurn<Report, Input>[]>();
  expectTypeOf(submit).parameter(0).toEqualTypeOf<Input>();
  expectTypeOf(submit).returns.resolves.toEqualTypeOf<RunSnapshot<Report>>();
  expectTypeOf(stream).toEqualTypeOf<InstantStream<Report, Input>>();
  for (const turn of turns) {
    expectTypeOf(turn.input).toEqualTypeOf<Input>();
    void (<StructuredField path="title" stream={turn} />);
    // @ts-expect-error -- the schema has no such field
    void (<StructuredField path="titel" stream={turn} />);
  }
  useInstantTurns({
    api: '/',
    schema: Report,
    body: (asked: Input, before) => {
      expectTypeOf(before).toEqualTypeOf<readonly InstantTurn<Report, Input>[]>();
      return { asked };
    },
  });
});

test('an input may be left out where none is one', () => {
  const free = useInstantStream({ api: '/', schema: Report });
  expectTypeOf(free.submit).parameter(0).toBeUnknown();
  expectTypeOf(free.submit()).resolves.toEqualTypeOf<RunSnapshot<Report>>();
  const optional = useInstantStream<Report, Input | undefined>({ api: '/', schema: Report });
  void optional.submit();
  void optional.submit(input);
  void useInstantTurns<Report, Input | undefined>({ api: '/', schema: Report }).submit();
  // @ts-expect-error -- this one has to be said
  void report.submit();
  // @ts-expect-error -- and so has one that may be null
  void useInstantStream<Report, Input | null>({ api: '/', schema: Report }).submit();
});

test('policies are of paths and patterns of the answer', () => {
  const options = { api: '/api', schema: Report, id: 'a' } as const;
  useInstantStream({ ...options, policies: { title: 'word', 'items[*].price': 'done' } });
  instantStreamOptions({ ...options, policies: { title: 'word' } });
  useInstantStream({ api: '/api', policies: { 'any[*].path': 'word' } });
  // @ts-expect-error -- the answer has no such field
  useInstantStream({ ...options, policies: { titel: 'word' } });
  // @ts-expect-error -- an item has no such field
  instantStreamOptions({ ...options, policies: { 'items[*].prize': 'word' } });
  // @ts-expect-error -- the answer has no such field
  useInstantTurns({ ...options, policies: { titel: 'word' } });
});

test('policies are of every option of an answer that is a union or may be null', () => {
  const Found = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]).nullable();
  useInstantStream({ api: '/api', schema: Found, policies: { a: 'word', b: 'done' } });
  createInstantRun({ api: '/api', schema: Found, policies: { a: 'word', b: 'done' } });
  // @ts-expect-error -- no option has such a field
  useInstantStream({ api: '/api', schema: Found, policies: { c: 'word' } });
});
