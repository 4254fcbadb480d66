'use client';
// The door of markdown/: text that is Markdown, on the screen while a model writes it.
// Its own door, because only who shows Markdown has the packages that read it.

export type { MarkdownOptions } from './markdown-blocks.js';
export { StructuredMarkdown } from './structured-markdown.js';
export type { StructuredMarkdownProps } from './structured-markdown.js';
