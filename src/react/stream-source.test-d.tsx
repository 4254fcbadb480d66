import { describe, expectTypeOf, test } from 'vitest';
import type { InstantRun } from '../client/index.js';
import type { Streaming } from '../protocol/index.js';
import { StructuredMarkdown } from '../markdown/index.js';
import { StructuredForm, StructuredObject } from '../object/index.js';
import {
  FieldBoundary,
  InstantStreamProvider,
  StreamAnnouncer,
  StructuredField,
  StructuredList,
  StructuredText,
  useEditableField,
  useEdits,
  useElements,
  useField,
  useFields,
  useFieldState,
  useFieldValue,
  useRun,
  useWhen,
} from './index.js';
import type { InstantStream, StreamSource } from './index.js';

interface Titled {
  title: string;
}
interface Listed {
  items: { name: string }[];
}
interface Product extends Titled, Listed {
  price: number;
  tone: 'dry' | 'warm';
  parts: Product[];
}
declare const product: InstantStream<Product, { topic: string }>;
declare const run: InstantRun<Product, { topic: string }>;
declare const titled: StreamSource<Titled>;

describe('a source of an answer', () => {
  test('is one of every answer that has less', () => {
    const source: StreamSource<Product> = product;
    expectTypeOf(source).toExtend<StreamSource<Titled>>();
    expectTypeOf(product).toExtend<StreamSource<Titled & Listed>>();
    expectTypeOf({ run }).toExtend<StreamSource<{ tone: string }>>();
    expectTypeOf(product).toExtend<StreamSource<{ parts: Titled[] }>>();
    expectTypeOf(product).toExtend<StreamSource>();
  });

  test('is none of an answer that has more, or something else', () => {
    expectTypeOf(titled).not.toExtend<StreamSource<Product>>();
    expectTypeOf(product).not.toExtend<StreamSource<{ price: string }>>();
    expectTypeOf<StreamSource>().not.toExtend<StreamSource<Titled>>();
  });

  test('knows of its run what is the same for all of those answers', () => {
    expectTypeOf(titled.run.getSnapshot().partial).toEqualTypeOf<Streaming<Titled> | undefined>();
    expectTypeOf(useRun(product)).toEqualTypeOf<InstantRun<unknown, never>>();
  });
});

describe('a component that takes a source', () => {
  test('reads what it asks for, checked and typed, by every hook', () => {
    expectTypeOf(useField('title', titled).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useFieldValue('title', titled)).toEqualTypeOf<string | undefined>();
    expectTypeOf(useFields(['title'], titled)[0].value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useWhen(['title'], ([title]) => title, titled).data).toExtend<
      string | undefined
    >();
    expectTypeOf(useEditableField('title', titled).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useEdits(titled).getValue()).toEqualTypeOf<Streaming<Titled> | undefined>();
    useFieldState('title', titled);
    // @ts-expect-error -- of the price it does not know
    useField('price', titled);
    // @ts-expect-error -- nor here
    useFields(['title', 'price'], titled);
  });

  test('hands it on to every component', () => {
    function Rows({ stream }: { stream: StreamSource<Listed> }) {
      const [first] = useElements('items', stream);
      return (
        <StructuredList path="items" stream={stream}>
          {(item) => (
            <StructuredText path={item.at('name')} stream={stream} data-is-first={item === first} />
          )}
        </StructuredList>
      );
    }
    function Card({ stream }: { stream: StreamSource<Titled> }) {
      return (
        <InstantStreamProvider stream={stream}>
          <StreamAnnouncer stream={stream} fields={['title']} />
          <FieldBoundary path="title" stream={stream} fallback={({ value }) => value?.trim()}>
            <StructuredField path="title" stream={stream} complete={({ value }) => value.trim()} />
            {/* @ts-expect-error -- of the price it does not know */}
            <StructuredField path="price" stream={stream} />
          </FieldBoundary>
        </InstantStreamProvider>
      );
    }
    <Card stream={product} />;
    <Card stream={{ run }} />;
    <Rows stream={product} />;
    // @ts-expect-error -- there are no items
    <Rows stream={titled} />;
    <StructuredObject schema={{ type: 'object' }} path="parts[0]" stream={product} />;
  });

  test('may be of any answer with a title: what it reads, it reads of that', () => {
    function Generic<T extends Titled>({ stream }: { stream: InstantStream<T> }) {
      const known: StreamSource<Titled> = stream;
      expectTypeOf(useField('title', known).value).toEqualTypeOf<string | undefined>();
      return <StructuredField<Titled, 'title'> path="title" stream={stream} />;
    }
    expectTypeOf(Generic).toBeFunction();
  });
});

describe('one stream or another', () => {
  interface Essay extends Titled {
    body: string;
    tone: number;
  }
  const essay = {} as InstantStream<Essay, string>;
  const either = {} as typeof product | typeof essay;

  test('has the fields of both, with the values of either', () => {
    expectTypeOf(useField('title', either).value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useField('tone', either).value).toEqualTypeOf<
      'dry' | 'warm' | number | undefined
    >();
    const tone = useField('tone', either, { on: 'complete' });
    if (tone.isComplete) expectTypeOf(tone.value).toEqualTypeOf<'dry' | 'warm' | number>();
    expectTypeOf(useField('tone', { run: either.run }).value).toEqualTypeOf<
      'dry' | 'warm' | number | undefined
    >();
    // @ts-expect-error -- neither has it
    useField('titel', either);
  });

  test('is read by every hook', () => {
    type Tone = 'dry' | 'warm' | number | undefined;
    expectTypeOf(useFieldValue('tone', either)).toEqualTypeOf<Tone>();
    expectTypeOf(useFieldValue('title', either, { until: 'start' })).toEqualTypeOf<
      string | undefined
    >();
    const [title, tone] = useFields(['title', 'tone'], either);
    expectTypeOf(title.value).toEqualTypeOf<string | undefined>();
    expectTypeOf(tone.value).toEqualTypeOf<Tone>();
    const work = useWhen(['title', 'tone'], ([text, mood]) => [text, mood] as const, either);
    expectTypeOf(work.data).toEqualTypeOf<readonly [string, 'dry' | 'warm' | number] | undefined>();
    expectTypeOf(useEditableField('tone', either).set).parameter(0).extract<number>().toBeNumber();
    expectTypeOf(useEdits(either).getValue()?.tone).toEqualTypeOf<Tone>();
    expectTypeOf(useFieldState('body', either).isComplete).toBeBoolean();
    const lists = {} as StreamSource<Listed> | StreamSource<Listed & Titled>;
    expectTypeOf(useElements('items', lists)[0]?.at('name')).toEqualTypeOf<
      `items[${number}].name` | undefined
    >();
    // @ts-expect-error -- neither has it
    useFieldState('titel', either);
    // @ts-expect-error -- neither has it
    useFieldValue('titel', either);
    // @ts-expect-error -- neither has it
    useFields(['title', 'titel'], either);
    // @ts-expect-error -- neither has it
    useWhen(['titel'], () => 1, either);
    // @ts-expect-error -- neither has it
    useEditableField('titel', either);
    // @ts-expect-error -- the title is no list
    useElements('title', either);
  });

  test('is shown by every component', () => {
    const lists = {} as StreamSource<Listed> | StreamSource<Listed & Titled>;
    <StructuredField path="tone" stream={either}>
      {({ value }) => {
        expectTypeOf(value).toEqualTypeOf<'dry' | 'warm' | number | undefined>();
        return String(value);
      }}
    </StructuredField>;
    <StructuredField
      path="tone"
      stream={either}
      complete={({ value }) => {
        expectTypeOf(value).toEqualTypeOf<'dry' | 'warm' | number>();
        return String(value);
      }}
    />;
    <StructuredText path="title" stream={either} />;
    <StructuredList path="items" stream={lists}>
      {(item) => <StructuredText path={item.at('name')} stream={lists} />}
    </StructuredList>;
    <FieldBoundary path="title" stream={either} fallback={({ value }) => value?.trim()} />;
    <StreamAnnouncer stream={either} fields={['title', 'tone']} />;
    <StructuredObject schema={{ type: 'object' }} stream={either} />;
    <StructuredForm schema={{ type: 'object' }} stream={either} />;
    <StructuredMarkdown path="title" stream={either} />;
    // @ts-expect-error -- neither has it
    <StructuredField path="titel" stream={either} />;
    // @ts-expect-error -- neither has it
    <StructuredText path="titel" stream={either} />;
    // @ts-expect-error -- the title is no list
    <StructuredList path="title" stream={either}>
      {() => null}
    </StructuredList>;
    // @ts-expect-error -- neither has it
    <FieldBoundary path="titel" stream={either} fallback={() => null} />;
  });

  test('goes by a name of its answer wherever a source goes', () => {
    const source: StreamSource<Product | Essay> = either;
    expectTypeOf(useFieldValue('tone', source)).toEqualTypeOf<
      'dry' | 'warm' | number | undefined
    >();
    expectTypeOf(useFields(['tone'], source)[0].value).toEqualTypeOf<
      'dry' | 'warm' | number | undefined
    >();
    <StructuredField path="tone" stream={source} />;
  });
});
