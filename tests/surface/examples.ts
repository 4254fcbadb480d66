// In: Markdown pages and commented sources. Out: the TypeScript examples in them.
// In Markdown: blocks marked ts or tsx; in sources: what follows @example, fenced or not. The word no-run asks for types only.
// Knows nothing of compiling or running.

import { parseSync } from 'vite';
import type { Files } from './source-files.js';

/** One example as its reader sees it. */
export interface Example {
  /** Where it begins: `README.md:12`. */
  readonly at: string;
  readonly path: string;
  readonly code: string;
  readonly language: 'ts' | 'tsx';
  /** False for components and for what needs a network or a page. */
  readonly runs: boolean;
  /** The name other examples of the page import it by: `file=report.ts`. */
  readonly file: string | undefined;
}

const FENCE = /^```(tsx?)(?: +(.*))?\n([\s\S]*?)^```$/gm;

/** The ts and tsx blocks of Markdown pages. */
export function readPageExamples(pages: Files): readonly Example[] {
  return [...pages].flatMap(([path, text]) => readFences(path, text, 1));
}

/** The examples in the JSDoc comments of sources. */
export function readJsDocExamples(sources: Files): readonly Example[] {
  return [...sources].flatMap(([path, text]) =>
    parseSync(path, text)
      .comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
      .flatMap(({ value, start }) => readTags(path, stripStars(value), lineAt(text, start))),
  );
}

/** Splits one comment at its @example tags; an example reaches to the next tag. */
function readTags(path: string, comment: string, line: number): readonly Example[] {
  return [...comment.matchAll(/^@example[^\n]*\n([\s\S]*?)(?=^@\w|$(?![\s\S]))/gm)].flatMap(
    (match) => {
      const code = match[1] ?? '';
      const at = line + lineAt(comment, match.index);
      const fenced = readFences(path, code, at);
      if (fenced.length > 0) return fenced;
      return { at: `${path}:${at}`, path, code, language: 'ts', runs: true, file: undefined };
    },
  );
}

function readFences(path: string, text: string, firstLine: number): readonly Example[] {
  return [...text.matchAll(FENCE)].map((match) => {
    const language = match[1] === 'tsx' ? 'tsx' : 'ts';
    const words = (match[2] ?? '').split(' ').filter((word) => word !== '');
    const unknown = words.find((word) => word !== 'no-run' && !word.startsWith('file='));
    const at = `${path}:${firstLine + lineAt(text, match.index) - 1}`;
    if (unknown !== undefined)
      throw new Error(`${at}: a block may be marked no-run or file=NAME, not ${unknown}`);
    return {
      at,
      path,
      code: match[3] ?? '',
      language,
      runs: language === 'ts' && !words.includes('no-run'),
      file: words.find((word) => word.startsWith('file='))?.slice('file='.length),
    };
  });
}

function stripStars(comment: string): string {
  return comment.replaceAll(/^ *\*(?: |$)/gm, '');
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
