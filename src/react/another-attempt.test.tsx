import { screen } from '@testing-library/react';
import { Suspense } from 'react';
import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  REPORT_TEXT,
  settle,
} from '../../tests/support/react-harness.js';
import {
  InstantStreamProvider,
  StreamAnnouncer,
  StructuredField,
  StructuredList,
  StructuredText,
  useField,
  useFieldState,
  useFieldValue,
  useInstantStream,
  useWhen,
  type InstantStream,
  type UseInstantStreamOptions,
} from './index.js';

type Stream = InstantStream<Report, string>;
type Options = Partial<UseInstantStreamOptions<Report, string>>;

interface PartProps {
  readonly stream: Stream;
  readonly note: (name: string, text: string) => void;
}

const shout = vi.fn<(text: string) => string>((text) => text.toUpperCase());

/** What each hook has, as text. */
function Hooks({ stream, note }: PartProps) {
  const title = useField('title', stream);
  const whole = useField('title', stream, { on: 'complete' });
  const items = useFieldState('items', stream);
  const work = useWhen(['title'], ([text]) => shout(text), stream);
  note('field', `${title.status} ${title.value}`);
  note('whole', `${whole.status} ${whole.value}`);
  note('items', items.status);
  note('work', `${work.status} ${work.data}`);
  return null;
}

function Awaited({ stream }: { readonly stream: Stream }) {
  return <b data-testid="awaited">{useFieldValue('title', stream)}</b>;
}

function Parts({ stream, note }: PartProps) {
  note('stream', `${stream.status} ${stream.attempt} ${stream.partial?.title}`);
  return (
    <InstantStreamProvider stream={stream}>
      <Hooks stream={stream} note={note} />
      <p data-testid="grows">
        <StructuredField path="title" pending="…" />
      </p>
      <p data-testid="settled">
        <StructuredField path="title" pending="…" when="complete" />
      </p>
      <StructuredText data-testid="text" path="title" pending="…" />
      <StructuredList data-testid="list" path="items" as="ul" pending={<li>soon</li>}>
        {(item) => <StructuredField path={item.at('name')} as="li" />}
      </StructuredList>
      <Suspense fallback={<b data-testid="awaited">…</b>}>
        {stream.isError ? <b data-testid="awaited">!</b> : <Awaited stream={stream} />}
      </Suspense>
      <StreamAnnouncer />
    </InstantStreamProvider>
  );
}

/** A page with all that shows a title, in StrictMode. */
function page(options: Options) {
  const noted: Record<string, string> = {};
  const history: Record<string, string[]> = {};
  const note = (name: string, text: string) => {
    noted[name] = text;
    const before = (history[name] ??= []);
    if (before.at(-1) !== text) before.push(text);
  };
  function Page() {
    const stream = useInstantStream<Report, string>({
      schema: Report,
      scheduler: nextTask,
      id: 'report',
      ...options,
    });
    return (
      <>
        <button onClick={() => void stream.submit('go')}>Write</button>
        <Parts stream={stream} note={note} />
      </>
    );
  }
  const { client } = renderWithCache(<Page />, { isStrict: true });
  const cached = () => client.getQueryData<{ partial?: Partial<Report> }>(['fieldwise', 'report']);
  const text = (id: string) => screen.getByTestId(id).textContent;
  const shown = () => ({
    ...noted,
    grows: text('grows'),
    settled: text('settled'),
    text: text('text'),
    list: text('list'),
    // The fallback follows what it hides.
    awaited: screen.getAllByTestId('awaited').at(-1)?.textContent,
    said: screen.getByRole('status').textContent,
  });
  return { shown, history, cached, submit: () => after(() => screen.getByText('Write').click()) };
}

async function begun(options: Options = {}) {
  const transport = createManualTransport<string>();
  const made = page({ transport, ...options });
  await made.submit();
  const call = transport.last;
  await after(() => call.push('{"title":"One","items":[{"name":"a","tags":[]},{"name":"b'));
  return { ...made, call };
}

describe('an answer that is asked for again on the other side', () => {
  test('is shown as far as it came until then', async () => {
    const { shown } = await begun();
    expect(shown()).toEqual({
      stream: 'streaming 1 One',
      field: 'complete One',
      whole: 'complete One',
      items: 'streaming',
      work: 'success ONE',
      grows: 'One',
      settled: 'One',
      text: 'One',
      list: 'ab',
      awaited: 'One',
      said: 'title: One',
    });
  });

  test('has every field pending again, and nothing of the attempt before on the page or in the cache', async () => {
    const { shown, cached, call } = await begun();
    await after(() => call.renew());
    expect(shown()).toEqual({
      stream: 'streaming 2 undefined',
      field: 'pending undefined',
      whole: 'pending undefined',
      items: 'pending',
      // Its title may be the same again, and the work count: it is not shown till then.
      work: 'waiting undefined',
      grows: '…',
      settled: '…',
      text: '…',
      list: 'soon',
      awaited: '…',
      said: '',
    });
    expect(cached()?.partial).toBeUndefined();
  });

  test('is the new attempt from its first byte on', async () => {
    const { shown, history, call } = await begun();
    await after(() => call.renew());
    await after(() => call.push('{"title":"Tw'));
    expect(shown()).toMatchObject({
      grows: 'Tw',
      text: 'Tw',
      settled: '…',
      list: 'soon',
      said: '',
    });
    await after(() => call.push('o","score":1,"items":[{"name":"c","tags":[]}]}'));
    await after(() => call.end());
    expect(shown()).toEqual({
      stream: 'complete 2 Two',
      field: 'complete Two',
      whole: 'complete Two',
      items: 'complete',
      work: 'success TWO',
      grows: 'Two',
      settled: 'Two',
      text: 'Two',
      list: 'c',
      awaited: 'Two',
      said: 'title: Two. score: 1. items is complete',
    });
    expect(history['field']).toEqual([
      'pending undefined',
      'complete One',
      'pending undefined',
      'streaming Tw',
      'complete Two',
    ]);
  });

  test('that fails before it has anything leaves nothing of the attempt before', async () => {
    const { shown, cached, call } = await begun();
    await after(() => call.renew());
    await after(() => call.fail(new Error('cable')));
    expect(shown()).toMatchObject({ stream: 'error 2 undefined', grows: '', list: '', said: '' });
    expect(cached()?.partial).toBeUndefined();
  });

  test('stays in sight where the run replaces, whole where only whole values are shown', async () => {
    const { shown, history, call } = await begun({ refetchMode: 'replace' });
    await after(() => call.renew());
    const sight = { grows: 'One', settled: 'One', text: 'One', list: 'ab', said: '' };
    const stale = { ...sight, work: 'success ONE' };
    expect(shown()).toMatchObject({ ...stale, field: 'pending One', whole: 'pending One' });
    await after(() => call.push('{"title":"Tw'));
    expect(shown()).toMatchObject({ grows: 'Tw', settled: 'One', text: 'Tw', list: 'ab' });
    expect(shown()).toMatchObject({ work: 'waiting undefined' });
    await after(() => call.push('o","score":1,"items":[{"name":"c","tags":[]}]}'));
    await after(() => call.end());
    expect(shown()).toMatchObject({ grows: 'Two', settled: 'Two', text: 'Two', list: 'c' });
    expect(history['whole']).toEqual([
      'pending undefined',
      'complete One',
      'pending One',
      'complete Two',
    ]);
  });

  test('does dependent work once where the new attempt says the same', async () => {
    shout.mockClear();
    const { shown, call } = await begun();
    await after(() => call.renew());
    await after(() => call.push('{"title":"One","score":1'));
    expect(shown()).toMatchObject({ work: 'success ONE', said: 'title: One' });
    expect(shout).toHaveBeenCalledTimes(1);
  });
});

test('a route whose first answer does not fit is asked once by the page, and shown as it comes', async () => {
  const texts = ['{"title":"One","score":"high","items":[]}', REPORT_TEXT];
  const asked = vi.fn<() => void>();
  const agent = createAgent({
    async *model() {
      asked();
      yield texts[asked.mock.calls.length - 1] ?? '';
    },
  });
  const { POST } = createInstantRoute({
    run: ({ signal }) => agent.input('Go').output(Report).getResponse({ maxRetries: 1, signal }),
  });
  const requests = vi.fn<typeof fetch>((url, init) => POST(new Request(url, init)));
  const { shown, submit } = page({ api: 'http://localhost/report', fetch: requests });
  await submit();
  await vi.waitFor(async () => {
    await settle();
    expect(shown()).toMatchObject({
      stream: 'complete 2 Tides',
      list: 'moonsun',
      awaited: 'Tides',
    });
  });
  expect([asked.mock.calls.length, requests.mock.calls.length]).toEqual([2, 1]);
});
