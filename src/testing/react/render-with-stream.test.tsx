import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useEffect, useState, type ReactNode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { InstantTransport } from '../../client/index.js';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  useInstantStream,
} from '../../react/index.js';
import { renderWithStream } from './render-with-stream.js';

const Report = z.object({ title: z.string(), score: z.number(), items: z.array(z.string()) });

const text = '{"title":"Tides","score":7.5,"items":["moon","sun"]}';

function Card() {
  return (
    <article>
      <StructuredField path="title" as="h1" pending="…" />
      <StructuredField path="score" as="b" />
      <StructuredList path="items" as="ul">
        {(item) => <StructuredField path={item.path} as="li" />}
      </StructuredList>
    </article>
  );
}

const heading = () => screen.getByRole('heading');

afterEach(() => {
  vi.useRealTimers();
});

describe('a component with a stream around it', () => {
  test('shows exactly what was said', async () => {
    const view = await renderWithStream(<Card />, { schema: Report, text });
    expect(heading().textContent).toBe('…');
    await view.sayUntil('"title":"Ti');
    expect(heading().textContent).toBe('Ti');
    expect(heading().dataset['status']).toBe('streaming');
    await view.sayUntil('7.5,');
    expect(heading().dataset['status']).toBe('complete');
    expect(view.getByText('7.5')).toBeDefined();
    await view.finish();
    expect(view.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['moon', 'sun']);
    expect(view.run.getSnapshot()).toMatchObject({ status: 'complete', data: JSON.parse(text) });
  });

  test('hears as many pieces as it is told, of the size that is asked for', async () => {
    const view = await renderWithStream(<Card />, { text, split: { size: 9 } });
    await view.say();
    expect(heading().textContent).toBe('…');
    await view.say(2);
    expect(view.run.getSnapshot().partial).toEqual({ title: 'Tides' });
    await view.say(99);
    expect(view.run.getSnapshot().status).toBe('streaming');
  });

  test('is told a piece that was begun to its end', async () => {
    const view = await renderWithStream(<Card />, { text: ['{"title":"Ti', 'des', '"}'] });
    await view.sayUntil('T');
    await view.say();
    expect(heading().textContent).toBe('Ti');
    await view.say();
    expect(heading().textContent).toBe('Tides');
  });

  test('sees a lost connection, and what a server reports', async () => {
    const cut = await renderWithStream(<Card />, { text });
    await cut.sayUntil('Ti');
    await cut.cut();
    expect(cut.run.getSnapshot().error?.code).toBe('connection-lost');
    expect(heading().dataset['status']).toBe('incomplete');
    cut.unmount();
    const failed = await renderWithStream(<Card />, { text });
    await failed.fail('timeout', 'Too long.');
    expect(failed.run.getSnapshot().error).toMatchObject({ code: 'timeout', message: 'Too long.' });
  });

  test('hears what is beside the answer', async () => {
    const view = await renderWithStream(<Card />, { text, input: { topic: 'sea' } });
    await view.send({ type: 'reasoning', delta: 'Hm.' });
    expect(view.run.getSnapshot().reasoning).toBe('Hm.');
    expect(view.requests).toMatchObject([{ input: { topic: 'sea' } }]);
  });

  test('needs no clock', async () => {
    vi.useFakeTimers();
    const view = await renderWithStream(<Card />, { schema: Report, text });
    await view.sayUntil('Ti');
    expect(heading().textContent).toBe('Ti');
    await view.finish();
    expect(view.run.getSnapshot().status).toBe('complete');
  });

  test('is rendered again in the same stream, and in the wrapper given', async () => {
    const wrapper = ({ children }: { readonly children: ReactNode }) => <main>{children}</main>;
    const view = await renderWithStream(<Card />, { text, wrapper, reactStrictMode: true });
    await view.sayUntil('Tides"');
    view.rerender(<StructuredField path="title" as="h2" />);
    expect(view.getByRole('main').innerHTML).toBe(
      '<h2 data-field="title" data-status="complete">Tides</h2>',
    );
  });

  test('is refused a text that is not ahead', async () => {
    const view = await renderWithStream(<Card />, { text });
    await view.sayUntil('Tides');
    await expect(view.sayUntil('Ti')).rejects.toThrow(/"Ti" is not in what is left/);
  });
});

function Page({ transport }: { readonly transport: InstantTransport }) {
  const [turn, setTurn] = useState(0);
  const report = useInstantStream({ transport, schema: Report, scheduler: 'sync' });
  const { submit } = report;
  useEffect(() => {
    if (turn > 0) void submit({ turn });
  }, [turn, submit]);
  return (
    <InstantStreamProvider stream={report}>
      <button onClick={() => setTurn(turn + 1)}>{report.status}</button>
      <Card />
    </InstantStreamProvider>
  );
}

describe('a component with a stream of its own', () => {
  test('is given a transport, and may ask again', async () => {
    const view = await renderWithStream((transport) => <Page transport={transport} />, { text });
    await expect(view.say()).rejects.toThrow(/Nothing has asked/);
    fireEvent.click(view.getByRole('button'));
    await waitFor(() => expect(view.requests).toHaveLength(1));
    await view.sayUntil('Ti');
    expect(heading().textContent).toBe('Ti');
    fireEvent.click(view.getByRole('button'));
    await waitFor(() => expect(view.requests).toHaveLength(2));
    expect(view.requests[0]?.signal.aborted).toBe(true);
    await view.finish();
    expect(view.getByRole('button').textContent).toBe('complete');
  });
});

test('what would say nothing is refused', async () => {
  const misspelt = { txt: '{}' } as unknown as { text: string }; // as plain JavaScript passes it
  await expect(renderWithStream(<p />, misspelt)).rejects.toMatchObject({ code: 'invalid-option' });
  const more = { text: '{}', spilt: { size: 1 } };
  await expect(renderWithStream(<p />, more)).rejects.toMatchObject({ code: 'invalid-option' });
  const view = await renderWithStream(<p />, { text: '{}' });
  for (const pieces of [Number.NaN, 1.5, -1])
    await expect(view.say(pieces)).rejects.toMatchObject({ code: 'invalid-option' });
  view.unmount();
});
