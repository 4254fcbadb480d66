// In: a recipe's id. Out: the files that made the answer on screen, as they are in the project, folded away.

import { useQuery } from '@tanstack/react-query';
import type { RecipeId } from '../recipes/index.js';
import { CodeText } from './code-text.js';

const sources = import.meta.glob<string>(
  ['../recipes/*/recipe.ts', '../recipes/*/view.tsx', '../server/route.ts'],
  {
    query: '?raw',
    import: 'default',
  },
);

const readSource = async (path: string) => (await sources[path]?.()) ?? '';

export function CodePanel({ id }: { id: RecipeId }) {
  return (
    <details className="code">
      <summary className="code-summary">The code behind this answer</summary>
      <SourceFile title="The schema types every field" path={`../recipes/${id}/recipe.ts`} />
      <SourceFile title="The route streams it" path="../server/route.ts" />
      <SourceFile title="The view renders each field alone" path={`../recipes/${id}/view.tsx`} />
    </details>
  );
}

function SourceFile({ title, path }: { title: string; path: string }) {
  const { data } = useQuery({
    queryKey: ['source', path],
    queryFn: () => readSource(path),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <figure className="source">
      <figcaption className="source-title">
        {title} <code>{path.replace('../', 'playground/')}</code>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
      <pre className="source-text" tabIndex={0} aria-label={`Source of ${path.replace('../', '')}`}>
        <CodeText text={data ?? ''} />
      </pre>
    </figure>
  );
}
