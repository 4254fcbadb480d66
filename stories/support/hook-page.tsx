// In: a page of docs/hooks. Out: the same in Storybook, which has no other pages of the documentation to link to.
// Knows nothing of which hook it is about.

import { Markdown } from '@storybook/addon-docs/blocks';

/** `[text](page.md)`, outside of code. */
const LINK = /\[([^\]]+)\]\([^)]*\.md[^)]*\)/g;

export function HookPage({ text }: { readonly text: string }) {
  return (
    <div className="hook-page">
      <Markdown>{text.replaceAll(LINK, '$1').replaceAll(/ More$/gm, '')}</Markdown>
    </div>
  );
}
