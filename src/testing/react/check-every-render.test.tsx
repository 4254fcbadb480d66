import { fireEvent } from '@testing-library/react';
import { useId, useRef, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InstantTransport } from '../../client/index.js';
import {
  InstantStreamProvider,
  StructuredField,
  useField,
  useInstantStream,
} from '../../react/index.js';
import { TestingError } from '../error.js';
import { checkEveryRender } from './check-every-render.js';
import type { StreamView } from './render-with-stream.js';

const Report = z.object({ title: z.string(), items: z.array(z.string()) });
const texts = [
  '{"title":"Tides 🌊","items":["a","b"]}',
  '{"title":"Ti',
  '{"title":1,"items":[]}',
  '',
];

async function breachOf(check: Promise<void>): Promise<string> {
  const error = await check.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TestingError);
  return error instanceof TestingError ? error.message : '';
}

function Labelled() {
  const id = useId();
  return (
    <label htmlFor={id}>
      <StructuredField path="title" as="b" invalid="unfit" missing="none" />
      <input id={id} />
    </label>
  );
}

function Counting() {
  const renders = useRef(0);
  // oxlint-disable-next-line react/refs -- the mistake that is to be found
  renders.current++;
  // oxlint-disable-next-line react/refs -- the same
  return <b title={useField('title').status}>{renders.current}</b>;
}

function Own({ transport, isAsking = false }: { transport: InstantTransport; isAsking?: boolean }) {
  const report = useInstantStream({ transport, schema: Report, ...(isAsking && { input: {} }) });
  return (
    <InstantStreamProvider stream={report}>
      <button onClick={() => void report.submit({})}>{report.status}</button>
      <Labelled />
    </InstantStreamProvider>
  );
}

/** Shows for ever what it began with. */
function Begun() {
  const { value } = useField('title');
  return typeof value !== 'string' || value === '' ? null : (
    <input aria-label="Title" defaultValue={value} />
  );
}

/** Breaks on what it is given. */
function Failing() {
  if (useField('title').value === 'T') throw new Error('Too short.');
  return null;
}

function Keyless() {
  // oxlint-disable-next-line react/jsx-key -- the mistake that is to be found
  return ['a', 'b'].map((text) => <i>{text}</i>);
}

describe('every split of an answer, rendered', () => {
  test('gives the same page, ids aside', async () => {
    await expect(
      checkEveryRender(<Labelled />, { schema: Report, texts, runs: 12 }),
    ).resolves.toBeUndefined();
    expect(document.body.innerHTML).not.toContain('<b');
  });

  test('finds a component that counts how often it was asked', async () => {
    const message = await breachOf(checkEveryRender(<Counting />, { texts: '{"title":"Tea"}' }));
    expect(message).toMatch(/^Where an answer is cut must not show in the final HTML/);
    expect(message).toMatch(/pieces: "\{" .*\n {2}whole: .*>\d<\/b>.*\n {2}split: .*>\d+<\/b>/);
  });

  test('finds what is reported to the console, and gives the console back', async () => {
    const { console } = globalThis;
    const { error } = console;
    const message = await breachOf(checkEveryRender(<Keyless />, { texts: '{}' }));
    expect(message).toMatch(/^Rendering an answer must not report an error/);
    expect(message).toMatch(/unique "key"/);
    expect(Reflect.get(console, 'error')).toBe(error);
  });

  test('takes a component that has a stream of its own', async () => {
    const options = { texts, runs: 6 };
    await checkEveryRender((transport) => <Own transport={transport} isAsking />, options);
    const start = ({ getByRole }: StreamView) => fireEvent.click(getByRole('button'));
    await checkEveryRender((transport) => <Own transport={transport} />, { ...options, start });
    await expect(
      checkEveryRender((transport) => <Own transport={transport} />, options),
    ).rejects.toMatchObject({ code: 'invalid-source' });
  });

  test('finds a control that shows what it began with', async () => {
    const message = await breachOf(checkEveryRender(<Begun />, { texts: '{"title":"Tea"}' }));
    expect(message).toContain('prop:value="Tea"');
    expect(message).toContain('prop:value="T"');
  });

  test.each([
    [
      'a class of CSS modules',
      (count: number) => <b className={['_ready_c0', '_running_c0'][count % 2]} />,
    ],
    ['a text', (count: number) => <p>{count % 2 === 0 ? 'status_ready_' : 'status_running_'}</p>],
    ['a counter', (count: number) => <p>{`_r${count}_ :r${count}: «r${count}»`}</p>],
  ])('takes %s that looks like an id for none', async (_, show) => {
    let count = 0;
    function Shown({ transport }: { readonly transport: InstantTransport }) {
      const [own] = useState(() => count++);
      useInstantStream({ transport, input: {} });
      return show(own);
    }
    const message = await breachOf(
      checkEveryRender((transport) => <Shown transport={transport} />, { texts: '{}', runs: 2 }),
    );
    expect(message).toMatch(/^Where an answer is cut must not show/);
  });

  test('leaves nothing on the page when it fails', async () => {
    const ui = (transport: InstantTransport) => <Own transport={transport} />;
    const refuse = () => {
      throw new Error('No button.');
    };
    const before = document.body.innerHTML;
    await expect(checkEveryRender(ui, { texts, start: refuse })).rejects.toThrow('No button.');
    await expect(checkEveryRender(ui, { texts })).rejects.toMatchObject({ code: 'invalid-source' });
    await expect(checkEveryRender(<Failing />, { texts: '{"title":"Tea"}' })).rejects.toThrow(
      /Too short/,
    );
    expect(document.body.innerHTML).toBe(before);
  });

  test('needs a text', async () => {
    await expect(checkEveryRender(<Labelled />, { texts: [] })).rejects.toMatchObject({
      code: 'invalid-option',
    });
  });

  test.each([{ rnus: 5 }, { runs: -1 }, { runs: 0 }, { runs: 1.5 }, { seed: Number.NaN }])(
    'needs options that check something: %o',
    async (options) => {
      await expect(
        checkEveryRender(<Labelled />, { texts: '{}', ...options }),
      ).rejects.toMatchObject({ code: 'invalid-option' });
    },
  );
});
