import { act } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { after, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { StructuredMarkdown } from '../markdown/index.js';
import {
  StructuredField,
  StructuredList,
  StructuredText,
  useElements,
  useField,
  useFields,
  useFieldState,
  VisibleFirst,
  type StreamSource,
} from './index.js';

/** The observers there are, and what they were told to observe. */
const observers = new Set<FakeObserver>();
/** What was asked to be done when there is time. */
let idle: Map<number, () => void>;

class FakeObserver {
  readonly elements = new Set<Element>();
  readonly hear: (entries: readonly Partial<IntersectionObserverEntry>[]) => void;
  readonly init: IntersectionObserverInit;
  constructor(hear: FakeObserver['hear'], init: IntersectionObserverInit) {
    this.hear = hear;
    this.init = init;
    observers.add(this);
  }
  observe(element: Element) {
    this.elements.add(element);
  }
  unobserve(element: Element) {
    this.elements.delete(element);
  }
  disconnect() {
    observers.delete(this);
  }
}

beforeEach(() => {
  observers.clear();
  idle = new Map();
  let calls = 0;
  vi.stubGlobal('IntersectionObserver', FakeObserver);
  vi.stubGlobal('requestIdleCallback', (work: () => void) => {
    idle.set(++calls, work);
    return calls;
  });
  vi.stubGlobal('cancelIdleCallback', (call: number) => void idle.delete(call));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Scrolls the part with that name to the screen, or off it. */
function see(name: string, isIntersecting: boolean): void {
  for (const observer of observers) {
    const target = [...observer.elements].find(({ className }) => className === name);
    if (target) act(() => observer.hear([{ target, isIntersecting }]));
  }
}

/** Lets the browser have time. */
function beIdle(): void {
  const works = [...idle.values()];
  idle.clear();
  act(() => works.forEach((work) => work()));
}

interface Shown {
  readonly throttleMs?: number;
  readonly isStrict?: boolean;
  readonly far?: (stream: StreamSource) => ReactNode;
}

async function show({ throttleMs = 0, isStrict = false, far }: Shown = {}) {
  const { stream, call, run } = await startedRun();
  let renders = 0;
  const { container, unmount } = renderWithCache(
    <>
      <VisibleFirst className="near">
        <StructuredField path="title" stream={stream} />
      </VisibleFirst>
      <VisibleFirst className="far" throttleMs={throttleMs}>
        <Profiler id="far" onRender={() => renders++}>
          {far?.(stream) ?? <StructuredField path="title" stream={stream} />}
        </Profiler>
      </VisibleFirst>
    </>,
    { isStrict },
  );
  const text = (name: string) => container.querySelector(`.${name}`)?.textContent;
  const count = () => renders;
  return { call, run, text, count, unmount };
}

describe('a part that is off the screen', () => {
  test('waits while those on it are shown, and follows with all its changes in one render', async () => {
    const { call, text, count } = await show();
    await after(() => call.push('{"title":"T'));
    see('near', true);
    see('far', false);
    const before = count();
    for (const letter of 'ides') await after(() => call.push(letter));
    expect([text('near'), text('far')]).toEqual(['Tides', 'T']);
    expect(count()).toBe(before);
    expect(idle.size).toBe(1);
    beIdle();
    expect(text('far')).toBe('Tides');
    expect(count()).toBe(before + 1);
    expect(idle.size).toBe(0);
  });

  test('is up to date as soon as it is seen, and from then on at every flush', async () => {
    const { call, text } = await show({ throttleMs: Infinity });
    await after(() => call.push('{"title":"T'));
    see('far', false);
    await after(() => call.push('id'));
    expect(text('far')).toBe('T');
    see('far', true);
    expect(text('far')).toBe('Tid');
    await after(() => call.push('es'));
    expect(text('far')).toBe('Tides');
  });

  test('counts as seen until it is known where it is', async () => {
    const { call, text } = await show();
    await after(() => call.push('{"title":"T'));
    expect(text('far')).toBe('T');
  });

  test('keeps nothing of what the run knows from anyone', async () => {
    const { call, run } = await show({ throttleMs: Infinity });
    see('far', false);
    await after(() => call.push('{"title":"Ti'));
    expect(run.getSnapshot().partial).toEqual({ title: 'Ti' });
    expect(run.getField('title').value).toBe('Ti');
  });

  test.each(['complete', 'stop', 'fail', 'submit'] as const)(
    'hears of the end with everyone, whatever waits: %s',
    async (end) => {
      const { call, run, text } = await show({ throttleMs: Infinity });
      await after(() => call.push('{"title":"T'));
      see('far', false);
      // Complete, so that the end does not change it.
      await after(() => call.push('ides",'));
      expect([text('near'), text('far')]).toEqual(['Tides', 'T']);
      const seen: unknown[] = [];
      // The last to listen: by then everyone has been told.
      run.subscribe(() => seen.push(run.getSnapshot().status));
      act(() => {
        if (end === 'stop') run.stop();
        else if (end === 'submit') void run.submit('again');
        else if (end === 'fail') call.fail(new Error('gone'));
        else {
          call.push('"score":1,"items":[]}');
          call.end();
        }
      });
      await settle();
      const status = { complete: 'complete', stop: 'stopped', fail: 'error', submit: 'connecting' };
      expect(seen.at(-1)).toBe(status[end]);
      expect(text('far')).toBe(end === 'submit' ? '' : 'Tides');
    },
  );

  test('shows nothing of an attempt that is withdrawn, and waits with the next one', async () => {
    const { call, text } = await show({ throttleMs: Infinity });
    await after(() => call.push('{"title":"Tides'));
    see('far', false);
    await after(() => call.push(' of'));
    await after(() => call.renew());
    expect([text('near'), text('far')]).toEqual(['', '']);
    await after(() => call.push('{"title":"Moon'));
    expect([text('near'), text('far')]).toEqual(['Moon', '']);
    see('far', true);
    expect(text('far')).toBe('Moon');
  });

  test('waits for nothing once it has gone', async () => {
    const { call, unmount } = await show();
    await after(() => call.push('{"title":"T'));
    see('far', false);
    await after(() => call.push('ides'));
    expect(idle.size).toBe(1);
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    unmount();
    expect(idle.size).toBe(0);
    expect(complain).not.toHaveBeenCalled();
    complain.mockRestore();
  });

  test.each<[string, (stream: StreamSource) => ReactNode]>([
    ['StructuredText', (stream) => <StructuredText path="title" stream={stream} />],
    ['StructuredMarkdown', (stream) => <StructuredMarkdown path="title" stream={stream} />],
    ['useFields', (stream) => <Several stream={stream} />],
    ['useField', (stream) => <One stream={stream} />],
  ])('may hold %s', async (_, far) => {
    const { call, text } = await show({ far });
    await after(() => call.push('{"title":"T'));
    expect(text('far')).toBe('T');
    see('far', false);
    await after(() => call.push('ides'));
    expect(text('far')).toBe('T');
    beIdle();
    expect(text('far')).toBe('Tides');
  });

  test('may hold a list, whose rows begin later', async () => {
    const { call, text } = await show({
      far: (stream) => (
        <>
          <StructuredList path="items" stream={stream}>
            {(item) => item.index}
          </StructuredList>
          <Counted stream={stream} />
        </>
      ),
    });
    await after(() => call.push('{"items":[{}'));
    expect(text('far')).toBe('01 streaming');
    see('far', false);
    await after(() => call.push(',{},{}'));
    expect(text('far')).toBe('01 streaming');
    beIdle();
    expect(text('far')).toBe('0123 streaming');
  });
});

function One({ stream }: { stream: StreamSource }) {
  return String(useField('title', stream).value);
}

function Several({ stream }: { stream: StreamSource }) {
  return String(useFields([['title'], ['score']], stream)[0].value);
}

function Counted({ stream }: { stream: StreamSource }) {
  const { status } = useFieldState(['items'], stream);
  return `${useElements(['items'], stream).length} ${status}`;
}

describe('what is observed', () => {
  const part = (margin: string, name: string) => (
    <VisibleFirst key={name} as="section" rootMargin={margin} className={name} title="part">
      {name}
    </VisibleFirst>
  );

  test('shares an observer per margin, and is let go of', () => {
    const { unmount, rerender, container } = renderWithCache(
      [part('10px', 'a'), part('10px', 'b'), part('20px', 'c')],
      { isStrict: true },
    );
    const state = () =>
      [...observers].map(({ init, elements }) => [init.rootMargin, elements.size]);
    expect(state()).toEqual([
      ['10px', 2],
      ['20px', 1],
    ]);
    rerender([part('10px', 'a'), part('20px', 'b')]);
    expect(state()).toEqual([
      ['10px', 1],
      ['20px', 1],
    ]);
    expect(container.innerHTML).toBe(
      '<section class="a" title="part">a</section><section class="b" title="part">b</section>',
    );
    unmount();
    expect(observers.size).toBe(0);
  });

  test('is the element that is there, also when it is changed for one of another tag', () => {
    const { container, rerender } = renderWithCache(<VisibleFirst as="section" />);
    const observed = () => [...observers].flatMap(({ elements }) => [...elements]);
    expect(observed()).toEqual([container.firstElementChild]);
    rerender(<VisibleFirst as="article" />);
    expect(container.firstElementChild?.tagName).toBe('ARTICLE');
    expect(observed()).toEqual([container.firstElementChild]);
  });

  test('is nothing where nothing can be observed: everything counts as seen', async () => {
    vi.stubGlobal('IntersectionObserver', undefined);
    const { call, text } = await show({ isStrict: true });
    await after(() => call.push('{"title":"T'));
    await after(() => call.push('ides'));
    expect([text('near'), text('far')]).toEqual(['Tides', 'Tides']);
  });

  test('is nothing on a server, which renders what it renders without', async () => {
    const { stream, call } = await startedRun();
    await after(() => call.push('{"title":"T'));
    const field = <StructuredField path="title" stream={stream} as="b" />;
    const html = renderToString(<VisibleFirst as="li">{field}</VisibleFirst>);
    expect(html).toBe(`<li>${renderToString(field)}</li>`);
    expect(observers.size).toBe(0);
  });
});

test.each([-1, Number.NaN])('a rest of %s ms is refused', (throttleMs) => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  const render = () => renderWithCache(<VisibleFirst throttleMs={throttleMs} />);
  expect(render).toThrow(/throttleMs/);
  complain.mockRestore();
});
