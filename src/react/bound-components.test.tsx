import { memo, startTransition, Suspense, useEffect, useLayoutEffect, useState } from 'react';
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

/** What has been seen of one another: the input of a closure, and the title beside it. */
const pairsOf = (log: readonly string[]) => [...new Set(log)];

describe.each([false, true])('what closes over its input (StrictMode: %s)', (isStrict) => {
  /** A page whose render props close over the input; `log` has what each was called with. */
  function setUpClosures() {
    const transport = createManualTransport<string>();
    const log: string[] = [];
    const rows: string[] = [];
    function Row({ name }: { readonly name: string }) {
      useEffect(() => {
        rows.push(`mount ${name}`);
        return () => void rows.push(`unmount ${name}`);
      }, [name]);
      return <li>{name}</li>;
    }
    function Page({ input }: { readonly input: string }) {
      const report = useInstantStream<Report, string>({
        transport,
        schema: Report,
        scheduler: nextTask,
        id: 'report',
        input,
      });
      return (
        <>
          <report.Field path="title" as="h1" tabIndex={0}>
            {({ value, status }) => {
              log.push(`${input}:${value ?? status}`);
              return value;
            }}
          </report.Field>
          <report.List path="items" as="ul">
            {(item) => <Row name={`${input}${item.index}`} />}
          </report.List>
        </>
      );
    }
    return { transport, log, rows, Page };
  }

  test('is called with no value of another run, and keeps its element and the focus', async () => {
    const { transport, log, Page } = setUpClosures();
    const { rerender } = renderWithCache(<Page input="a" />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"One","score":1,"items":[]}'));
    await after(() => transport.last.end());
    const heading = one('h1');
    heading.focus();
    rerender(<Page input="b" />);
    await settle();
    await after(() => transport.last.push('{"title":"Two"'));
    rerender(<Page input="a" />);
    await settle();
    expect(pairsOf(log)).toEqual(['a:pending', 'a:One', 'b:pending', 'b:Two']);
    expect([one('h1'), document.activeElement, heading.textContent]).toEqual([
      heading,
      heading,
      'One',
    ]);
  });

  test('mounts no row of the run before', async () => {
    const { transport, rows, Page } = setUpClosures();
    const { rerender } = renderWithCache(<Page input="a" />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"One","items":[{"name":"x"},{"name":"y"}'));
    rows.length = 0;
    rerender(<Page input="b" />);
    await settle();
    expect(rows).toEqual(['unmount a0', 'unmount a1']);
  });

  test('does not fail where the new input has not what the answer before was about', async () => {
    const transport = createManualTransport<readonly string[]>();
    function Page({ files }: { readonly files: readonly { readonly name: string }[] }) {
      const report = useInstantStream<Report, readonly string[]>({
        transport,
        schema: Report,
        scheduler: nextTask,
        input: files.map(({ name }) => name),
      });
      return (
        <report.List path="items" as="ul">
          {(item) => {
            const file = files[item.index];
            if (!file) throw new Error(`There is no file ${item.index}.`);
            return <li>{file.name}</li>;
          }}
        </report.List>
      );
    }
    const { rerender } = renderWithCache(<Page files={[{ name: 'a' }, { name: 'b' }]} />, {
      isStrict,
    });
    await settle();
    await after(() => transport.last.push('{"items":[{"name":"x"},{"name":"y"}'));
    expect(one('ul').textContent).toBe('ab');
    rerender(<Page files={[{ name: 'c' }]} />);
    await settle();
    await after(() => transport.last.push('{"items":[{"name":"z"}'));
    expect(one('ul').textContent).toBe('c');
  });

  test('keeps the run on the screen while a transition to another waits', async () => {
    const { transport, go, log, Top } = setUpWaiting();
    renderWithCache(<Top />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"One","items":[{"name":"x"}'));
    await after(() => startTransition(() => go.to('b')));
    log.length = 0;
    // A component between, one that mounts, and a row that does.
    await after(() => go.open());
    await after(() => transport.last.push(',{"name":"y"}'));
    expect(document.body.textContent).toBe('a:Onea:One0:x1:y');
    expect(pairsOf(log).filter((pair) => pair !== 'b:')).toEqual(['a:One']);
    await after(() => go.release());
    expect(document.body.textContent).toBe('b:b:');
    await after(() => transport.last.push('{"title":"Two"'));
    expect(document.body.textContent).toBe('b:Twob:Two');
    expect(log).not.toContain('b:One');
    expect(log).not.toContain('a:Two');
  });
});

/** A page whose input changes in a transition that waits until it is released. */
function setUpWaiting() {
  const transport = createManualTransport<string>();
  const log: string[] = [];
  const go: { to: (input: string) => void; open: () => void; release: () => void } = {
    to: () => {},
    open: () => {},
    release: () => {},
  };
  let isReleased = false;
  const released = new Promise<void>((resolve) => {
    go.release = () => {
      isReleased = true;
      resolve();
    };
  });
  function Waits() {
    // oxlint-disable-next-line typescript/only-throw-error -- how React 18 is told to wait
    if (!isReleased) throw released;
    return null;
  }
  type Stream = ReturnType<typeof useInstantStream<Report, string>>;
  const Card = memo(function Card({
    report,
    input,
  }: {
    readonly report: Stream;
    readonly input: string;
  }) {
    const [isOpen, setOpen] = useState(false);
    useLayoutEffect(() => {
      go.open = () => setOpen(true);
    }, []);
    const title = (
      <report.Field path="title">
        {({ value = '' }) => {
          log.push(`${input}:${value}`);
          return `${input}:${value}`;
        }}
      </report.Field>
    );
    return (
      <>
        <p>{title}</p>
        {isOpen && title}
      </>
    );
  });
  function Page({ input }: { readonly input: string }) {
    const report = useInstantStream<Report, string>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'report',
      input,
    });
    return (
      <>
        <Card report={report} input={input} />
        <report.List path="items">
          {(item) => (
            <i>
              {item.index}:<report.Text path={item.at('name')} />
            </i>
          )}
        </report.List>
      </>
    );
  }
  function Top() {
    const [input, setInput] = useState('a');
    useLayoutEffect(() => {
      go.to = setInput;
    }, []);
    return (
      <Suspense fallback="…">
        <Page input={input} />
        {input === 'b' && <Waits />}
      </Suspense>
    );
  }
  return { transport, go, log, Top };
}

test('an element that is not rendered along follows before a paint', async () => {
  const { transport } = setUp();
  function Page({ input }: { readonly input: string }) {
    const report = useInstantStream<Report, string>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'report',
      input,
    });
    const { Text } = report;
    const [kept] = useState(() => <Text path="title" as="h1" />);
    return kept;
  }
  const { rerender } = renderWithCache(<Page input="a" />);
  await settle();
  await after(() => transport.last.push('{"title":"One"'));
  rerender(<Page input="b" />);
  expect(one('h1').textContent).toBe('');
  await settle();
  await after(() => transport.last.push('{"title":"Two"'));
  expect(one('h1').textContent).toBe('Two');
});
