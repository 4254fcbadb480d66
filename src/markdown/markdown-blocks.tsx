'use client';
// In: Markdown, whole or as far as it came. Out: its elements; while it grows, only its last block is read again.
// What is half written (`**bol`, `[link](htt`) is shown as what it is about to be, and whole text as it is.
// Knows nothing of fields.

import { Fragment, memo } from 'react';
import type { ReactNode } from 'react';
import Markdown, { type Options } from 'react-markdown';
import remend from 'remend';
import { splitBlocks } from './split-blocks.js';

/** What of react-markdown may be changed: its own options, by their own names. */
export type MarkdownOptions = Pick<
  Options,
  'components' | 'remarkPlugins' | 'rehypePlugins' | 'urlTransform'
>;

export interface MarkdownBlocksProps {
  readonly text: string;
  readonly isFinal: boolean;
  readonly options: MarkdownOptions;
}

export function MarkdownBlocks({ text, isFinal, options }: MarkdownBlocksProps): ReactNode {
  const blocks = splitBlocks(text);
  const last = blocks.length - 1;
  return blocks.map((block, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- text grows at its end: a block is its place
    <Fragment key={index}>
      {index > 0 && '\n'}
      <Block
        text={index === last && !isFinal ? remend(block, { linkMode: 'text-only' }) : block}
        options={options}
      />
    </Fragment>
  ));
}

const Block = memo(function Block({
  text,
  options,
}: {
  readonly text: string;
  readonly options: MarkdownOptions;
}) {
  return <Markdown {...options}>{text}</Markdown>;
});
