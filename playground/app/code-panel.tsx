// In: what is asked, who answers, and how it is laid out. Out: the code that makes the view on screen, folded away, to be copied.
// Of a recipe the files as they are in the project; of a reader's own what their project would have.

import { useQuery } from '@tanstack/react-query';
import type { Asked } from './asked.js';
import { CodeFiles, type CodeFile } from './code-files.js';
import type { Layout } from './use-layout.js';
import type { SourceDraft } from './use-source.js';

const sources = import.meta.glob<string>(
  ['../recipes/*/recipe.ts', '../recipes/*/view.tsx', '../server/route.ts'],
  {
    query: '?raw',
    import: 'default',
  },
);

interface CodePanelProps {
  asked: Asked;
  source: SourceDraft;
  layout: Layout;
}

const SCHEMA = 'The schema types every field';
const ROUTE = 'The route streams it';
const VIEW = 'The view renders each field alone';

export function CodePanel({ asked, source, layout }: CodePanelProps) {
  const { kind, baseURL, model } = source;
  const { data: files = [] } = useQuery({
    queryKey: ['code', asked.runId, asked.own, layout, kind, baseURL, model],
    queryFn: () => filesOf({ asked, source, layout }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <CodeFiles files={files} />;
}

async function filesOf({ asked, source, layout }: CodePanelProps): Promise<readonly CodeFile[]> {
  const { routeCode, schemaCode, viewCode } = await import('./own-code.js');
  const generated = { title: VIEW, path: 'view.tsx', text: viewCode };
  if (asked.own !== undefined)
    return [
      { title: SCHEMA, path: 'schema.ts', text: schemaCode(asked.own) },
      { title: ROUTE, path: 'route.ts', text: routeCode(asked.own.prompt, source) },
      generated,
    ];
  const [schema, route, view] = await Promise.all([
    readFile(SCHEMA, `../recipes/${asked.id}/recipe.ts`),
    readFile(ROUTE, '../server/route.ts'),
    readFile(VIEW, `../recipes/${asked.id}/view.tsx`),
  ]);
  return [schema, route, layout === 'generated' ? generated : view];
}

async function readFile(title: string, path: string): Promise<CodeFile> {
  return {
    title,
    path: path.replace('../', 'playground/'),
    text: (await sources[path]?.()) ?? '',
  };
}
