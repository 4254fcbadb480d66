import { startTransition, Suspense, useLayoutEffect, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import { useInstantStream } from './index.js';
import type { UseInstantStreamOptions } from './index.js';

type Options = Partial<UseInstantStreamOptions<Report, string>>;

/** A page of the components of one stream. */
function setUp(given: Options = {}) {
  const transport = createManualTransport<string>();
  function Page({ withScore = false, ...options }: Options & { readonly withScore?: boolean }) {
    const report = useInstantStream<Report, string>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'report',
      ...given,
      ...options,
    });
    return (
      <main>
        <b>{report.status}</b>
        <report.Text path="title" as="h1" tabIndex={0} />
        <report.List path="items" as="ul">
          {(item) => (
            <li>
              <report.Field path={item.at('name')}>
                {({ value }) => <input aria-label={value} />}
              </report.Field>
            </li>
          )}
        </report.List>
        {withScore && <report.Field path="score" as="output" />}
      </main>
    );
  }
  return { transport, Page };
}

const one = (selector: string) => {
  const found = document.body.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};

describe.each([false, true])('another run of the same stream (StrictMode: %s)', (isStrict) => {
  test('is shown in the same elements, which keep the focus', async () => {
    const { transport, Page } = setUp();
    const { rerender } = renderWithCache(<Page input="a" />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"One","items":[{"name":"moon"'));
    const [list, heading] = [one('ul'), one('h1')];
    heading.focus();
    list.scrollTop = 7;
    rerender(<Page input="b" />);
    expect([one('b').textContent, heading.textContent, list.children.length]).toEqual([
      'connecting',
      '',
      0,
    ]);
    await settle();
    await after(() => transport.last.push('{"title":"Two","items":[{"name":"sun"'));
    expect([one('ul'), one('h1'), document.activeElement]).toEqual([list, heading, heading]);
    expect([heading.textContent, one('input').getAttribute('aria-label')]).toEqual(['Two', 'sun']);
    expect(list.scrollTop).toBe(7);
    // Nothing of the run before reaches them any more.
    const [first] = transport.calls;
    await after(() => first?.push(' and more"'));
    expect(heading.textContent).toBe('Two');
  });

  test('keeps the rows, and what was typed into them, of items that a placeholder has', async () => {
    const { transport, Page } = setUp({ placeholder: (previous) => previous });
    const { rerender } = renderWithCache(<Page input="a" />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"One","items":[{"name":"moon"}'));
    const input = one('input') as HTMLInputElement;
    input.focus();
    input.value = 'typed';
    rerender(<Page input="b" />);
    await settle();
    expect(one('input')).toBe(input);
    expect([document.activeElement, input.value]).toEqual([input, 'typed']);
  });

  test('comes back with what it had when its input does', async () => {
    const { transport, Page } = setUp();
    const { rerender } = renderWithCache(<Page input="a" />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"One","score":1,"items":[]}'));
    await after(() => transport.last.end());
    const heading = one('h1');
    rerender(<Page input="b" />);
    await settle();
    rerender(<Page input="a" />);
    expect([one('h1'), heading.textContent, one('b').textContent]).toEqual([
      heading,
      'One',
      'complete',
    ]);
  });
});

test('a render that is discarded changes nothing on the screen', async () => {
  const { transport, Page } = setUp();
  const go: { to: (input: string) => void } = { to: () => {} };
  const never = new Promise<never>(() => {});
  function Blocked(): never {
    // oxlint-disable-next-line typescript/only-throw-error -- how React 18 is told to wait
    throw never;
  }
  function Top() {
    const [input, setInput] = useState('a');
    useLayoutEffect(() => {
      go.to = setInput;
    }, []);
    return (
      <Suspense fallback="…">
        <Page input={input} />
        {input === 'b' && <Blocked />}
      </Suspense>
    );
  }
  renderWithCache(<Top />);
  await settle();
  await after(() => transport.last.push('{"title":"One'));
  await after(() => startTransition(() => go.to('b')));
  await after(() => transport.last.push(' and more'));
  expect(one('main').textContent).toBe('streamingOne and more');
  expect(transport.calls).toHaveLength(1);
});

test('the components keep their identity through keys', async () => {
  const seen = new Set<unknown>();
  const transport = createManualTransport<string>();
  function Page({ input }: { readonly input: string }) {
    const report = useInstantStream<Report, string>({ transport, schema: Report, input });
    const { Field, List, Text } = report;
    useLayoutEffect(() => {
      for (const component of [Field, List, Text]) seen.add(component);
    });
    return null;
  }
  const { rerender } = renderWithCache(<Page input="a" />);
  await settle();
  rerender(<Page input="b" />);
  await settle();
  expect([transport.calls.length, seen.size]).toEqual([2, 3]);
});
