import fc from 'fast-check';
import { Profiler, type ComponentProps } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { createInstantRun } from '../client/index.js';
import type { TextPace } from '../react/index.js';
import { StructuredMarkdown, type StructuredMarkdownProps } from './index.js';
import { MarkdownBlocks } from './markdown-blocks.js';
import { splitBlocks } from './split-blocks.js';

interface Answer {
  body: string;
  note: string;
}

async function shown(props: Partial<StructuredMarkdownProps<Answer, 'body'>> = {}) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<Answer, string>({ transport, scheduler: nextTask });
  void run.submit('go');
  await settle();
  const commits = vi.fn<() => void>();
  const { container } = renderWithCache(
    <Profiler id="all" onRender={commits}>
      <StructuredMarkdown<Answer, 'body'> path="body" stream={{ run }} {...props} />
    </Profiler>,
  );
  const call = transport.last;
  return { call, run, commits, element: container.firstElementChild as HTMLElement };
}

const html = (text: string, options = {}) =>
  renderToStaticMarkup(<Markdown {...options}>{text}</Markdown>);

const streamed = (text: string, options = {}) =>
  renderToStaticMarkup(<MarkdownBlocks text={text} isFinal options={options} />);

const TEXT = `# Tides

They come **twice** a day, _mostly_.

- the moon

- the sun

1. high
2. low

\`\`\`js
const a = 1;

const b = 2;
\`\`\`

> quoted

| a | b |
| - | - |
| 1 | 2 |

The end.`;

/** Lines of which texts are made that mean something else wherever they stand. */
const LINES = [
  '',
  '',
  '',
  'text',
  'more **text**',
  '# heading',
  '- item',
  '  - inner',
  '* other',
  '1. first',
  '2) second',
  '    code',
  '  indented',
  '> quote',
  '> - item in a quote',
  '```',
  '````js',
  '~~~',
  '  ```',
  '- ```',
  '---',
  '===',
  '<div>',
  '</div>',
  '<!-- comment',
  '-->',
  '<script>',
  '</script>',
  '| a | b |',
  '| - | - |',
  '[1]: https://a.example',
  'see [1]',
  '[^n]: note',
  '$$',
  '\t',
  ' text',
];

describe('a whole text', () => {
  test('gives the elements that it gives when it is rendered at once', () => {
    expect(splitBlocks(TEXT).length).toBeGreaterThan(6);
    const options = { remarkPlugins: [remarkGfm] };
    expect(streamed(TEXT, options)).toBe(html(TEXT, options));
    expect(streamed(TEXT, options)).toContain('<table>');
  });

  test('gives the same elements whatever its lines are', () => {
    const text = fc
      .array(fc.constantFrom(...LINES), { maxLength: 14 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (each) => {
        const options = { remarkPlugins: [remarkGfm] };
        expect(streamed(each, options)).toBe(html(each, options));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) },
    );
  });

  test('is the same in the page, however it arrived', async () => {
    const { call, element } = await shown({ components: { a: 'a', img: 'img' } });
    const json = JSON.stringify({ body: TEXT });
    for (let at = 0; at < json.length; at += 7) {
      await after(() => call.push(json.slice(at, at + 7)));
    }
    expect(element.innerHTML).toBe(html(TEXT));
    expect(element.dataset['status']).toBe('complete');
  });
});

describe('a text that grows', () => {
  test('shows what is half written as what it is about to be', async () => {
    const { call, element } = await shown();
    await after(() => call.push('{"body":"It is **very'));
    expect(element.innerHTML).toBe('<p>It is <strong>very</strong></p>');
    expect(element.getAttribute('aria-busy')).toBe('true');
    await after(() => call.push('** [here](https://a.exa'));
    expect(element.textContent).toBe('It is very here');
    expect(element.querySelector('a')).toBeNull();
    await after(() => call.push('mple)"'));
    expect(element.querySelector('a')?.href).toBe('https://a.example/');
    expect(element.hasAttribute('aria-busy')).toBe(false);
  });

  test('reads only its last block again, and renders for nothing else', async () => {
    const paragraphs: string[] = [];
    const P = ({ children }: ComponentProps<'p'>) => {
      paragraphs.push(JSON.stringify(children));
      return <p>{children}</p>;
    };
    const { call, commits, element } = await shown({ components: { p: P } });
    await after(() => call.push(String.raw`{"body":"one\n\ntwo\n\nthr`));
    const [first] = element.querySelectorAll('p');
    paragraphs.length = 0;
    await after(() => call.push('ee'));
    expect(paragraphs).toEqual(['"three"']);
    expect(element.querySelector('p')).toBe(first);
    await after(() => call.push('"'));
    commits.mockClear();
    await after(() => call.push(',"note":"else"'));
    expect(commits).not.toHaveBeenCalled();
  });

  test('shows what its pace lets through, and everything with its end', async () => {
    const paces: ((text: string) => void)[] = [];
    const pace: TextPace = (write) => {
      paces.push(write);
      return { show: () => {}, end: () => {} };
    };
    const { call, element } = await shown({ pace });
    await after(() => call.push('{"body":"one two'));
    expect(element.textContent).toBe('');
    await after(() => paces.at(-1)?.('one'));
    expect(element.textContent).toBe('one');
    await after(() => call.push('"}'));
    expect(element.textContent).toBe('one two');
  });

  test('has slots for what is not there yet and what never came', async () => {
    const { call, element } = await shown({ pending: 'soon', missing: 'never', as: 'article' });
    expect([element.tagName, element.textContent]).toEqual(['ARTICLE', 'soon']);
    await after(() => call.push('{"note":""}'));
    await after(() => call.end());
    expect(element.textContent).toBe('never');
  });
});

describe('what a model wrote is safe to show', () => {
  test('raw HTML stays text, and addresses that run scripts are none', async () => {
    const { call, element } = await shown();
    const body = '<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](data:text/html,x)';
    await after(() => call.push(JSON.stringify({ body })));
    expect(element.querySelector('img')).toBeNull();
    expect(element.querySelector('a')).toBeNull();
    expect(element.textContent).toContain('<img src=x');
  });

  test('links tell their target nothing, and images are not loaded', async () => {
    const { call, element } = await shown();
    const body = '[a](https://a.example) ![a cat](https://a.example/?secret)';
    await after(() => call.push(JSON.stringify({ body })));
    expect(element.querySelector('a')?.rel).toBe('noopener noreferrer nofollow');
    expect(element.querySelector('img')).toBeNull();
    expect(element.textContent).toBe('a a cat');
  });
});
