import { act, screen } from '@testing-library/react';
import { Profiler, StrictMode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
} from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import {
  InstantReactError,
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  useField,
  useInstantStream,
} from './index.js';

describe('two hundred fields', () => {
  test('an event at one field renders that field’s component and nothing else', async () => {
    const { run, call } = await startedRun();
    const keys = Array.from({ length: 200 }, (_, index) => `field${index}`);
    const renders = new Map<string, number>();
    function One({ name }: { name: string }) {
      renders.set(name, (renders.get(name) ?? 0) + 1);
      return <p>{String(useField(name).value)}</p>;
    }
    renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        {keys.map((name) => (
          <One key={name} name={name} />
        ))}
      </InstantStreamProvider>,
    );
    await after(() => call.push(`{${keys.map((key) => `"${key}":"start of ${key}"`).join(',')}`));
    renders.clear();
    await after(() => call.push(',"field7":"again'));
    expect([...renders]).toEqual([['field7', 1]]);
    renders.clear();
    await after(() => call.push(' and again'));
    await after(() => call.push('"'));
    expect([...renders]).toEqual([['field7', 2]]);
  });
});

describe('StructuredField', () => {
  test('shows its skeleton, then what grows, then what is final', async () => {
    const { run, call } = await startedRun();
    renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredField path="title" as="h1" pending="…" className="big" />
      </InstantStreamProvider>,
    );
    const title = screen.getByRole('heading');
    const state = () => [
      title.textContent,
      title.dataset['status'],
      title.ariaBusy ?? title.getAttribute('aria-busy'),
    ];
    expect(state()).toEqual(['…', 'pending', 'true']);
    expect([title.className, title.dataset['field']]).toEqual(['big', 'title']);
    await after(() => call.push('{"title":"Tid'));
    expect(state()).toEqual(['Tid', 'streaming', 'true']);
    await after(() => call.push('es"'));
    expect(state()).toEqual(['Tides', 'complete', null]);
  });

  test('shows numbers and booleans as text, nothing for null, JSON for the rest', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        {['a', 'b', 'c', 'd'].map((path) => (
          <StructuredField key={path} path={path} as="p" />
        ))}
      </InstantStreamProvider>,
    );
    await after(() => call.push('{"a":0,"b":false,"c":null,"d":[1]}'));
    expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual([
      '0',
      'false',
      '',
      '[1]',
    ]);
  });

  test('gives its render prop the field, without an element of its own', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredField<Report, 'score'> path="score">
          {(field) => <meter value={field.value ?? 0} data-complete={field.isComplete} />}
        </StructuredField>
      </InstantStreamProvider>,
    );
    await after(() => call.push('{"score":7.5,'));
    expect(container.innerHTML).toBe('<meter value="7.5" data-complete="true"></meter>');
  });

  test('shows no skeleton when the run has ended without it', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredField path="title" pending="…" />
        <StructuredField path="score" pending="…" missing="none" />
        <StructuredText path="title" pending="…" missing="no text" />
        <StructuredList path="items" pending="…" empty="no items">
          {() => 'item'}
        </StructuredList>
      </InstantStreamProvider>,
    );
    expect(container.textContent).toBe('…………');
    await after(() => {
      call.push('{}');
      call.end();
    });
    expect(container.textContent).toBe('noneno textno items');
    expect(container.querySelector('[aria-busy]')).toBeNull();
  });

  test('keeps what it has when the answer is cut off inside it', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredField path="title" pending="…" />
        <StructuredText path="title" pending="…" />
      </InstantStreamProvider>,
    );
    await after(() => {
      call.push('{"title":"Hal');
      call.end();
    });
    expect([...container.children].map((element) => element.outerHTML)).toEqual([
      '<span data-field="title" data-status="incomplete">Hal</span>',
      '<span data-field="title" data-status="incomplete">Hal</span>',
    ]);
  });

  test('shows what the schema makes of a field, and marks one that does not fit', async () => {
    const transport = createManualTransport<string>();
    const schema = z.object({
      price: z.coerce.number(),
      title: z.string().min(9),
      unit: z.string().default('EUR'),
    });
    function Product() {
      const stream = useInstantStream({ transport, schema, policies: { title: 'done' } });
      return (
        <>
          <button onClick={() => void stream.submit('go')}>Go</button>
          <stream.Field path="price">{({ value }) => <p>{value?.toFixed(2)}</p>}</stream.Field>
          <stream.Field path="title" data-testid="title" />
          <stream.Field path="title">
            {({ issues }) => <p role="alert">{issues.map(({ message }) => message)}</p>}
          </stream.Field>
          <stream.Field path="unit" data-testid="unit" />
        </>
      );
    }
    renderWithCache(<Product />, { isStrict: true });
    await after(() => screen.getByRole('button').click());
    await after(() => transport.last.push('{"price":"12.5","title":"Te'));
    expect(screen.getByText('12.50')).toBeDefined();
    expect(screen.getByTestId('title').textContent).toBe('');
    await after(() => transport.last.push('a"}'));
    expect(screen.getByTestId('title').dataset['status']).toBe('invalid');
    expect(screen.getByTestId('title').textContent).toBe('Tea');
    expect(screen.getByRole('alert').textContent).toMatch(/^Too small/);
    expect(screen.getByTestId('unit').textContent).toBe('EUR');
  });

  test('accepts every notation of a path', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredField path={['a.b', 0]} />
        <StructuredField path='["a.b"][0]' />
        <StructuredField path="/a.b/0" />
      </InstantStreamProvider>,
    );
    await after(() => call.push('{"a.b":["x"'));
    expect(container.textContent).toBe('xxx');
  });

  test('without a stream says how to give it one', () => {
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    expect(() => renderWithCache(<StructuredField path="title" />)).toThrow(InstantReactError);
    complain.mockRestore();
  });
});

describe('StructuredList', () => {
  test('renders a row per item, an item’s growth renders neither the list nor other rows', async () => {
    const { run, call } = await startedRun();
    const rows: string[] = [];
    let listRenders = 0;
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <Profiler id="list" onRender={() => listRenders++}>
          <StructuredList path="items" as="ul" pending={<li>…</li>}>
            {(item, index) => {
              rows.push(`${index} ${item.path} ${item.at('name')}`);
              return (
                <li>
                  <StructuredText path={item.at('name')} />
                </li>
              );
            }}
          </StructuredList>
        </Profiler>
      </InstantStreamProvider>,
    );
    expect(container.textContent).toBe('…');
    await after(() => call.push('{"items":[{"name":"mo'));
    expect(rows).toEqual(['0 items[0] items[0].name']);
    listRenders = 0;
    await after(() => call.push('o'));
    await after(() => call.push('n and'));
    expect([container.textContent, listRenders]).toEqual(['moon and', 0]);
    const first = container.querySelector('li');
    await after(() => call.push('"},{"name":"sun'));
    expect(rows).toEqual(['0 items[0] items[0].name', '1 items[1] items[1].name']);
    expect(container.querySelector('li')).toBe(first);
    expect(container.textContent).toBe('moon andsun');
  });

  test('is empty again after a reset, and fills anew', async () => {
    const { run, call, transport } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredList path="items" as="ul">
          {(item) => (
            <li>
              <StructuredField path={item.at('name')} />
            </li>
          )}
        </StructuredList>
      </InstantStreamProvider>,
    );
    await after(() => call.push('{"items":[{"name":"a"},{"name":"b"}'));
    expect(container.textContent).toBe('ab');
    await after(() => run.reset());
    expect(container.textContent).toBe('');
    await after(() => void run.submit('again'));
    await after(() => transport.last.push('{"items":[{"name":"c"}'));
    expect(container.textContent).toBe('c');
  });

  test('tells an empty list from one that is on its way', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(
      <InstantStreamProvider stream={{ run }}>
        <StructuredList path="items" pending="soon" empty="none">
          {() => 'row'}
        </StructuredList>
      </InstantStreamProvider>,
    );
    await after(() => call.push('{"items":['));
    expect(container.textContent).toBe('soon');
    await after(() => call.push(']'));
    expect(container.textContent).toBe('none');
  });
});

describe('StructuredText', () => {
  test('appends to one text node, and renders React for its status alone', async () => {
    const { run, call } = await startedRun();
    let renders = 0;
    const { container } = renderWithCache(
      <Profiler id="text" onRender={() => renders++}>
        <StructuredText path="title" as="p" stream={{ run }} />
      </Profiler>,
    );
    await after(() => call.push('{"title":"T'));
    const node = container.querySelector('p')?.firstChild;
    // What the reader has selected stays where text is appended, and is lost where it is replaced.
    const selected = document.createRange();
    selected.setStart(node!, 0);
    selected.setEnd(node!, 1);
    renders = 0;
    for (const character of 'he tides of the sea') await after(() => call.push(character));
    expect(container.textContent).toBe('The tides of the sea');
    expect(selected.toString()).toBe('T');
    expect(container.querySelector('p')?.childNodes).toHaveLength(1);
    expect(renders).toBe(0);
    await after(() => call.push('"'));
    expect(renders).toBe(1);
    expect(container.querySelector('p')?.firstChild).toBe(node);
    expect(container.innerHTML).toBe(
      '<p data-field="title" data-status="complete">The tides of the sea</p>',
    );
  });

  test('follows a reset, a new run, a replaced value and a change of path', async () => {
    const { run, call, transport } = await startedRun();
    const { container, rerender } = renderWithCache(
      <StructuredText path="title" stream={{ run }} pending="…" />,
      { isStrict: true },
    );
    await after(() => call.push('{"title":"first","score":"s"'));
    expect(container.textContent).toBe('first');
    await after(() => call.push(',"title":"other'));
    expect(container.textContent).toBe('other');
    await after(() => run.reset());
    expect(container.textContent).toBe('…');
    await after(() => void run.submit('again'));
    await after(() => transport.last.push('{"title":"second","note":"n"'));
    expect(container.textContent).toBe('second');
    rerender(<StructuredText path={['note']} stream={{ run }} pending="…" />);
    expect(container.textContent).toBe('n');
  });

  test('shows what had arrived before it was mounted', async () => {
    const { run, call } = await startedRun();
    await after(() => call.push('{"title":"already her'));
    const { container } = renderWithCache(<StructuredText path="title" stream={{ run }} />);
    expect(container.textContent).toBe('already her');
    await after(() => call.push('e'));
    expect(container.textContent).toBe('already here');
  });

  test('puts its text back where something else replaced it', async () => {
    const { run, call } = await startedRun();
    const { container } = renderWithCache(<StructuredText path="title" as="p" stream={{ run }} />);
    await after(() => call.push('{"title":"hel'));
    act(() => container.querySelector('p')?.replaceChildren('hallo'));
    await after(() => call.push('lo'));
    expect(container.textContent).toBe('hello');
  });
});

describe('the components of a stream', () => {
  test('read that stream without a provider, and keep their identity while it streams', async () => {
    const transport = createManualTransport<string>();
    function View() {
      const report = useInstantStream<Report, string>({
        transport,
        schema: Report,
        scheduler: nextTask,
        input: 'go',
        id: 'x',
      });
      return (
        <div data-testid="all" data-status={report.partial ? 'some' : 'none'}>
          <report.Text path="title" />{' '}
          <report.Field path="score">{(field) => field.value?.toFixed(2)}</report.Field>{' '}
          <report.List path="items">
            {(item) => (
              <i>
                <report.Field path={item.at('name')} />
              </i>
            )}
          </report.List>
        </div>
      );
    }
    renderWithCache(
      <StrictMode>
        <View />
      </StrictMode>,
    );
    await after(() => transport.last.push(REPORT_TEXT.slice(0, 20)));
    const text = screen.getByTestId('all').firstElementChild;
    await after(() => transport.last.push(REPORT_TEXT.slice(20)));
    expect(screen.getByTestId('all').textContent).toBe('Tides 7.50 moonsun');
    expect(screen.getByTestId('all').firstElementChild).toBe(text);
  });
});
