'use client';
// In: the path of a string that is Markdown. Out: an element with what it says, as far as it came, safe to show.
// Renders when this field changes, at most once per frame, and reads only the last block again.
// Knows nothing of other fields, and of Markdown only where it may be cut.

import { memo, useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import type { Path } from '../protocol/index.js';
import { fieldAttributesOf, useFieldPart, useFieldState, useRun } from '../react/index.js';
import type { SourceAnswer, StreamSource, StructuredTextProps } from '../react/index.js';
import { MarkdownBlocks, type MarkdownOptions } from './markdown-blocks.js';
import { SAFE_ELEMENTS } from './safe-elements.js';
import { useShownText } from './use-shown-text.js';

/** Those of `StructuredText`, but for the element, and what react-markdown takes. */
export interface StructuredMarkdownProps<
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
>
  extends Omit<StructuredTextProps<T, P, S>, 'as'>, MarkdownOptions {
  /** The element around the text; it carries `data-field`, `data-status` and `aria-busy`. Default: `div`. */
  readonly as?: 'div' | 'section' | 'article' | 'li' | 'dd' | 'td' | 'blockquote';
}

function MarkdownField({
  path,
  as: Element = 'div',
  pace,
  pending,
  missing,
  stream,
  components,
  remarkPlugins,
  rehypePlugins,
  urlTransform,
  ...attributes
}: StructuredMarkdownProps): ReactNode {
  const run = useRun(stream);
  const state = useFieldState(path, { run });
  const hasText = useFieldPart(run, state.path, hasValue);
  const { text, isFinal } = useShownText(run, state.path, pace);
  const options = useMemo(
    (): MarkdownOptions => ({
      components: { ...SAFE_ELEMENTS, ...components },
      remarkPlugins: remarkPlugins ?? null,
      rehypePlugins: rehypePlugins ?? null,
      ...(urlTransform !== undefined && { urlTransform }),
    }),
    [components, remarkPlugins, rehypePlugins, urlTransform],
  );
  const slot = state.status === 'pending' ? pending : state.status === 'missing' ? missing : null;
  return (
    <Element {...attributes} {...fieldAttributesOf(state)} data-lane={run.lane}>
      {hasText ? <MarkdownBlocks text={text} isFinal={isFinal} options={options} /> : slot}
    </Element>
  );
}

const hasValue = ({ value }: FieldSnapshot) => typeof value === 'string';

/**
 * Shows a string that is Markdown while a model writes it. What is half written is shown as what it is about to be; the
 * whole text gives the same elements as react-markdown gives for it, however it arrived.
 *
 * Raw HTML stays text, unless a plugin reads it. Links go to `http`, `https` and `mailto` only, with `rel="noopener noreferrer nofollow"`.
 * Of images the description is shown, because loading one tells its server what a model wrote into the address; give
 * `components={{ img: 'img' }}` where all models and prompts are trusted. Plugins and components are those of
 * react-markdown and are made once, outside the component; each block is read by itself.
 *
 * Needs the packages `react-markdown` and `remend`, which nothing else here does.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * import remarkGfm from 'remark-gfm';
 *
 * const plugins = [remarkGfm];
 *
 * export const Body = () => <StructuredMarkdown path="body" pending="…" remarkPlugins={plugins} />;
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredMarkdown = memo(MarkdownField) as unknown as {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredMarkdownProps<T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <S extends StreamSource, P extends string | Path>(
    props: StructuredMarkdownProps<SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
StructuredMarkdown.displayName = 'StructuredMarkdown';
