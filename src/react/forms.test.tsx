import { useForm as useTanStackForm } from '@tanstack/react-form';
import { act, fireEvent, screen } from '@testing-library/react';
import { StrictMode, useState } from 'react';
import { useFieldArray, useForm, useWatch } from 'react-hook-form';
import { describe, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  type Report,
  settle,
} from '../../tests/support/react-harness.js';
import { idleRun } from '../../tests/support/started-run.js';
import { createInstantRun } from '../client/index.js';
import { hookFormPort, tanStackFormPort, useFormFill, type StreamSource } from './index.js';

const EMPTY: Report = { title: '', score: 0, items: [] };

/** A form over the stream, and how to see all that it holds. */
interface Form {
  readonly Form: (props: { stream: StreamSource<Report> }) => React.ReactNode;
}

const values = () => JSON.parse(screen.getByRole('log').textContent) as unknown;
const input = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: string, value: string) =>
  act(() => void fireEvent.change(input(name), { target: { value } }));
const press = (name: string) => act(() => screen.getByRole('button', { name }).click());

function HookForm({ stream }: { stream: StreamSource<Report> }) {
  const form = useForm<Report>({ defaultValues: EMPTY });
  const items = useFieldArray({ control: form.control, name: 'items' });
  useFormFill(hookFormPort(form, { arrays: { items } }), stream);
  const held = useWatch({ control: form.control });
  return (
    <>
      <input aria-label="title" {...form.register('title')} />
      <input aria-label="score" {...form.register('score', { valueAsNumber: true })} />
      {items.fields.map((item, index) => (
        <input
          key={item.id}
          aria-label={`name ${index}`}
          {...form.register(`items.${index}.name`)}
        />
      ))}
      <button onClick={() => items.remove(0)}>remove</button>
      <button onClick={() => form.reset()}>reset</button>
      <div role="log">{JSON.stringify(held)}</div>
    </>
  );
}

function TanStackForm({ stream }: { stream: StreamSource<Report> }) {
  const form = useTanStackForm({ defaultValues: EMPTY });
  useFormFill(tanStackFormPort(form), stream);
  return (
    <>
      <form.Field name="title">
        {(field) => (
          <input
            aria-label="title"
            value={field.state.value}
            onChange={(event) => field.handleChange(event.target.value)}
          />
        )}
      </form.Field>
      <form.Field name="score">
        {(field) => (
          <input
            aria-label="score"
            value={field.state.value}
            onChange={(event) => field.handleChange(event.target.valueAsNumber)}
          />
        )}
      </form.Field>
      <form.Field name="items" mode="array">
        {(items) => (
          <>
            {items.state.value.map((_, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- TanStack Form knows a row by its index
              <form.Field key={index} name={`items[${index}].name`}>
                {(name) => (
                  <input
                    aria-label={`name ${index}`}
                    value={name.state.value}
                    onChange={(event) => name.handleChange(event.target.value)}
                  />
                )}
              </form.Field>
            ))}
            <button onClick={() => items.removeValue(0)}>remove</button>
          </>
        )}
      </form.Field>
      <button onClick={() => form.reset()}>reset</button>
      <form.Subscribe selector={(state) => state.values}>
        {(held) => <div role="log">{JSON.stringify(held)}</div>}
      </form.Subscribe>
    </>
  );
}

async function filled({ Form }: Form) {
  const { transport, run, stream } = idleRun();
  function Page() {
    const [isShown, setShown] = useState(true);
    return (
      <StrictMode>
        <button onClick={() => setShown(!isShown)}>toggle</button>
        {isShown && <Form stream={stream} />}
      </StrictMode>
    );
  }
  renderWithCache(<Page />);
  const submit = () => after(() => void run.submit('go'));
  await submit();
  return { run, submit, transport, say: (text: string) => after(() => transport.last.push(text)) };
}

describe.each([
  ['react-hook-form', { Form: HookForm }],
  ['TanStack Form', { Form: TanStackForm }],
])('a form of %s', (_, form) => {
  test('is filled as text grows, values complete and rows begin', async () => {
    const { say } = await filled(form);
    await say('{"title":"Ti');
    expect(input('title').value).toBe('Ti');
    await say('des","score":7.5,"items":[{"name":"mo');
    expect([input('title').value, input('score').value, input('name 0').value]).toEqual([
      'Tides',
      '7.5',
      'mo',
    ]);
    await say('on","tags":["a"]},{"name":"sun","tags":[]}]}');
    expect(values()).toEqual({
      title: 'Tides',
      score: 7.5,
      items: [
        { name: 'moon', tags: ['a'] },
        { name: 'sun', tags: [] },
      ],
    });
  });

  test('keeps what the user typed, before it arrived or after, and in a later run', async () => {
    const { say, submit } = await filled(form);
    type('title', 'Mine');
    await say('{"title":"Tides","score":7.5,"items":[{"name":"moon","tags":[]},{"name":"s');
    expect(input('title').value).toBe('Mine');
    type('name 0', 'Luna');
    await say('un","tags":[]}]}');
    expect([input('name 0').value, input('name 1').value]).toEqual(['Luna', 'sun']);
    await submit();
    await say(
      '{"title":"Ebb","score":2,"items":[{"name":"one","tags":[]},{"name":"two","tags":[]}]}',
    );
    expect(values()).toMatchObject({
      title: 'Mine',
      score: 2,
      items: [{ name: 'Luna' }, { name: 'two' }],
    });
  });

  test('fills a row that began before anything in it did', async () => {
    const { say } = await filled(form);
    await say('{"items":[{');
    expect(input('name 0').value).toBe('');
    await say('"name":"mo');
    await say('on"');
    expect(input('name 0').value).toBe('moon');
  });

  test('leaves the rows that are there, and the focus, when others come', async () => {
    const { say } = await filled(form);
    await say('{"title":"T","score":1,"items":[{"name":"moon","tags":[]},');
    const first = input('name 0');
    act(() => first.focus());
    await say('{"name":"sun","tags":[]},{"name":"star","tags":[]}]}');
    expect(input('name 2').value).toBe('star');
    expect(input('name 0')).toBe(first);
    expect(document.activeElement).toBe(first);
  });

  test('lets the user take rows away, and does not put them back', async () => {
    const { say } = await filled(form);
    await say('{"title":"T","score":1,"items":[{"name":"moon","tags":[]},{"name":"sun","tags":[]}');
    press('remove');
    await settle();
    await say(',{"name":"star","tags":[]}]}');
    expect(values()).toMatchObject({ items: [{ name: 'sun' }] });
  });

  test.each([false, true])(
    'is filled again once its library has reset it (the stream with it: %s)',
    async (isStreamReset) => {
      const { run, say, submit } = await filled(form);
      const answer = '{"title":"T","score":1,"items":[{"name":"moon","tags":["a"]}]}';
      await say(answer);
      type('title', 'Mine');
      press('reset');
      if (isStreamReset) run.reset();
      await settle();
      expect(values()).toEqual(EMPTY);
      await submit();
      await say(answer);
      expect(values()).toEqual(JSON.parse(answer));
    },
  );

  test('leaves empty what the user emptied while the answer streams', async () => {
    const { say } = await filled(form);
    await say('{"title":"Ti');
    type('title', '');
    await say('des","score":1,"items":[{"name":"mo');
    type('name 0', '');
    await say('on","tags":[]}]}');
    expect(values()).toMatchObject({ title: '', items: [{ name: '' }] });
  });

  test('loses the rows that a later answer does not have, unless the user was in one', async () => {
    const { run, say, submit, transport } = await filled(form);
    const three = '[{"name":"a","tags":[]},{"name":"b","tags":[]},{"name":"c","tags":[]}]';
    await say(`{"title":"T","score":1,"items":${three}}`);
    await submit();
    await say('{"title":"T","score":1,"items":[{"name":"A","tags":[]},{"name":"B","tags":[]}]');
    expect(values()).toMatchObject({ items: [{ name: 'A' }, { name: 'B' }] });
    type('name 1', 'mine');
    await submit();
    await say('{"title":"T","score":1,"items":[{"name":"x","tags":[]}]}');
    await after(() => transport.last.end());
    expect(run.getSnapshot().status).toBe('complete');
    expect(values()).toMatchObject({ items: [{ name: 'x' }, { name: 'mine' }] });
  });
});

interface Note {
  title: string;
  note?: string;
  tags?: string[];
  by: { name?: string; town?: string };
}

describe('what an earlier answer filled in and a later one leaves out', () => {
  const FIRST = '{"title":"One","note":"n","tags":["a","b"],"by":{"name":"Bo","town":"Aalen"}}';

  async function noted() {
    const transport = createManualTransport<string>();
    const run = createInstantRun<Note, string>({ transport, scheduler: nextTask });
    function Form() {
      const form = useForm<Note>({
        defaultValues: { title: '', note: '', tags: [], by: { name: '', town: '' } },
      });
      useFormFill(hookFormPort(form), { run });
      return (
        <>
          <input aria-label="note" {...form.register('note')} />
          <div role="log">{JSON.stringify(useWatch({ control: form.control }))}</div>
        </>
      );
    }
    renderWithCache(<Form />);
    const answer = async (text: string) => {
      await after(() => void run.submit('go'));
      await after(() => transport.last.push(text));
    };
    await answer(FIRST);
    return { transport, answer, end: () => after(() => transport.last.end()) };
  }

  test('is what the form began with, once the answer is whole', async () => {
    const { answer, end } = await noted();
    await end();
    await answer('{"title":"Two","by":{"town":"Bath"}}');
    expect(values()).toMatchObject({ title: 'Two', note: 'n', tags: ['a', 'b'] });
    await end();
    expect(values()).toEqual({ title: 'Two', note: '', tags: [], by: { name: '', town: 'Bath' } });
  });

  test('stays where the user wrote it', async () => {
    const { answer, end } = await noted();
    type('note', 'mine');
    await end();
    await answer('{"title":"Two","by":{}}');
    await end();
    expect(values()).toMatchObject({ title: 'Two', note: 'mine', tags: [] });
  });

  test('is gone where the answer was asked for again on the other side', async () => {
    const { transport, end } = await noted();
    await after(() => transport.last.renew());
    await after(() => transport.last.push('{"title":"Two","by":{"name":"Bo"}}'));
    await end();
    expect(values()).toEqual({ title: 'Two', note: '', tags: [], by: { name: 'Bo', town: '' } });
  });
});

test('a form that outlives its page is not taken to have begun with what was typed there', async () => {
  const { transport, run } = idleRun();
  function Fill({ form }: { form: ReturnType<typeof useForm<Report>> }) {
    useFormFill(hookFormPort(form), { run });
    return <input aria-label="title" {...form.register('title')} />;
  }
  function Page() {
    const form = useForm<Report>({ defaultValues: EMPTY });
    const [isShown, setShown] = useState(true);
    return (
      <>
        <button onClick={() => setShown(!isShown)}>toggle</button>
        {isShown && <Fill form={form} />}
      </>
    );
  }
  renderWithCache(<Page />);
  await after(() => void run.submit('go'));
  await after(() => transport.last.push('{"title":"Ti'));
  type('title', 'Mine');
  press('toggle');
  press('toggle');
  await after(() => transport.last.push('des"'));
  expect(input('title').value).toBe('Mine');
});

test('a key that the form has no name for is written with the object it is in', async () => {
  const transport = createManualTransport<string>();
  const run = createInstantRun<unknown, string>({ transport, scheduler: nextTask });
  function Form() {
    const form = useForm<Record<string, unknown>>({ defaultValues: {} });
    useFormFill(hookFormPort(form), { run });
    return <div role="log">{JSON.stringify(useWatch({ control: form.control }))}</div>;
  }
  renderWithCache(<Form />);
  await after(() => void run.submit('go'));
  await after(() => transport.last.push('{"notes":{"a.b":"x","c":["y"]}}'));
  expect(values()).toEqual({ notes: { 'a.b': 'x', c: ['y'] } });
});

test('a placeholder is shown on the page and not put into a form, where it would stay', async () => {
  const transport = createManualTransport<string>();
  const placeholder = { title: 'Soon', items: [{ name: 'Soon', tags: [] }] };
  const run = createInstantRun<Report, string>({ transport, placeholder, scheduler: nextTask });
  renderWithCache(<HookForm stream={{ run }} />);
  await after(() => void run.submit('go'));
  expect(values()).toEqual(EMPTY);
  await after(() => transport.last.push('{"score":7,"title":"Ti'));
  expect(values()).toEqual({ title: 'Ti', score: 7, items: [] });
  await after(() => run.stop());
  expect(values()).toEqual({ title: 'Ti', score: 7, items: [] });
});
