import remarkGfm from 'remark-gfm';
import { test } from 'vitest';
import { paceText, type InstantStream } from '../react/index.js';
import { StructuredMarkdown } from './index.js';

declare const report: InstantStream<{ body: string; score: number; items: { note: string }[] }>;
declare const dynamic: string;

test('takes the path of a string of the stream', () => {
  <StructuredMarkdown path="body" stream={report} />;
  <StructuredMarkdown path="items[0].note" stream={report} pace={paceText('word')} as="article" />;
  // @ts-expect-error -- a number is no text
  <StructuredMarkdown path="score" stream={report} />;
  // @ts-expect-error -- the answer has no such path
  <StructuredMarkdown path="bodi" stream={report} />;
  <StructuredMarkdown path={dynamic} />;
});

test('takes the plugins and components of react-markdown', () => {
  <StructuredMarkdown path="body" remarkPlugins={[remarkGfm]} components={{ img: 'img' }} />;
  // @ts-expect-error -- raw HTML is not shown
  <StructuredMarkdown path="body" skipHtml />;
  // @ts-expect-error -- a paragraph can have no paragraphs in it
  <StructuredMarkdown path="body" as="p" />;
});
