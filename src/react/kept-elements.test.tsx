import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { paceText, StructuredField, StructuredList, StructuredText } from './index.js';

test('a text whose tag is changed while it streams goes on in the new element', async () => {
  const { stream, call } = await startedRun();
  const { container, rerender } = renderWithCache(
    <StructuredText path="title" as="h1" stream={stream} />,
    { isStrict: true },
  );
  await after(() => call.push('{"title":"Ti'));
  rerender(<StructuredText path="title" as="h2" stream={stream} />);
  expect(container.textContent).toBe('Ti');
  await after(() => call.push('des'));
  expect(container.textContent).toBe('Tides');
  await after(() => call.push('"'));
  expect(container.innerHTML).toBe('<h2 data-field="title" data-status="complete">Tides</h2>');
});

test('a paced text is not taken back when its tag is changed', async () => {
  const { stream, call } = await startedRun();
  const pace = paceText('sentence');
  await after(() => call.push('{"title":"Ti'));
  const { container, rerender } = renderWithCache(
    <StructuredText path="title" as="h1" stream={stream} pace={pace} />,
  );
  rerender(<StructuredText path="title" as="h2" stream={stream} pace={pace} />);
  await after(() => call.push('des'));
  expect(container.textContent).toBe('Ti');
  await after(() => call.push('"'));
  expect(container.textContent).toBe('Tides');
});

test('a paced text makes room at once for that of another run', async () => {
  const [one, other] = [await startedRun(), await startedRun()];
  const pace = paceText('sentence');
  await after(() => one.call.push('{"title":"Tides'));
  await after(() => other.call.push('{"title":"Mo'));
  const { container, rerender } = renderWithCache(
    <StructuredText path="title" stream={one.stream} pace={pace} />,
  );
  expect(container.textContent).toBe('Tides');
  rerender(<StructuredText path="title" stream={other.stream} pace={pace} />);
  expect(container.textContent).toBe('');
  await after(() => other.call.push('on"'));
  expect(container.textContent).toBe('Moon');
});

describe('an element keeps the focus from its skeleton to its end, and back', () => {
  const slots = [
    ['text', '…'],
    ['no text', ''],
    ['an element', <i key="i">…</i>],
    ['nothing', null],
    ['the text that follows', 'Tides'],
  ] as const;

  test.each(slots)('of a text whose slot is %s', async (_, pending) => {
    const { stream, run, call, transport } = await startedRun();
    const { container } = renderWithCache(
      <StructuredText path="title" as="h1" stream={stream} pending={pending} tabIndex={0} />,
      { isStrict: true },
    );
    const element = container.querySelector('h1');
    const slot = element?.innerHTML;
    element?.focus();
    const expectShown = (html: string | undefined) => {
      expect(document.activeElement).toBe(element);
      expect(element?.innerHTML).toBe(html);
    };
    await after(() => call.push('{"title":"Ti'));
    expectShown('Ti');
    await after(() => call.push('des"'));
    expectShown('Tides');
    await after(() => run.reset());
    expectShown(slot);
    await after(() => void run.submit('again'));
    await after(() => transport.last.push('{"title":"Moon'));
    expectShown('Moon');
    await after(() => void run.submit('and again'));
    expectShown(slot);
    await after(() => {
      transport.last.push('{}');
      transport.last.end();
    });
    expectShown('');
  });

  test.each(slots)(
    'of a text that was there at first, and then its slot: %s',
    async (_, pending) => {
      const { stream, run, call, transport } = await startedRun();
      await after(() => call.push('{"title":"Tides'));
      const { container } = renderWithCache(
        <StructuredText path="title" stream={stream} pending={pending} />,
      );
      const element = container.firstElementChild;
      await after(() => call.push(' of the sea'));
      expect(element?.textContent).toBe('Tides of the sea');
      await after(() => run.reset());
      expect(element?.textContent).toBe(
        typeof pending === 'object' && pending ? '…' : (pending ?? ''),
      );
      await after(() => void run.submit('again'));
      await after(() => transport.last.push('{"title":"Moon'));
      expect(container.innerHTML).toBe(
        '<span data-field="title" data-status="streaming" aria-busy="true">Moon</span>',
      );
      expect(container.firstElementChild).toBe(element);
    },
  );

  test('of a text whose slot someone else replaced', async () => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(
      <StructuredText path="title" stream={stream} pending="wait" />,
    );
    container.firstElementChild?.replaceChildren('warte');
    await after(() => call.push('{"title":"Ti'));
    expect(container.textContent).toBe('Ti');
  });

  test.each<[string, (stream: Awaited<ReturnType<typeof startedRun>>['stream']) => ReactNode]>([
    [
      'of a field with slots',
      (stream) => (
        <StructuredField
          path="items"
          as="ul"
          tabIndex={0}
          stream={stream}
          pending="…"
          streaming={<li>it comes</li>}
          complete={() => <li>it came</li>}
        />
      ),
    ],
    [
      'of a list with slots',
      (stream) => (
        <StructuredList path="items" as="ul" tabIndex={0} stream={stream} pending={<li>…</li>}>
          {(item) => <StructuredText path={item.at('name')} stream={stream} as="li" />}
        </StructuredList>
      ),
    ],
  ])('%s', async (_, show) => {
    const { stream, call } = await startedRun();
    const { container } = renderWithCache(show(stream));
    const element = container.querySelector('ul');
    element?.focus();
    for (const chunk of ['{"items":[', '{"name":"moon","tags":[]}', ',{"name":"sun","tags":[]}]']) {
      await after(() => call.push(chunk));
      expect(document.activeElement).toBe(element);
    }
    expect(element?.dataset['status']).toBe('complete');
  });
});
