// In: what is asked, who answers, and how it is laid out. Out: the files that make the view on screen.
// A recipe in its own layout is shown as it is in the project; anything else as files that compile where they are copied to.
// Loaded when it is asked for.

import { findRecipe } from '../recipes/index.js';
import type { Asked } from './asked.js';
import type { CodeFile } from './code-files.js';
import { recipeCode, routeCode, schemaCode, viewCode } from './own-code.js';
import type { Layout } from './use-layout.js';
import type { SourceDraft } from './use-source.js';

const sources = import.meta.glob<string>(
  ['../recipes/*/recipe.ts', '../recipes/*/view.tsx', '../server/route.ts'],
  {
    query: '?raw',
    import: 'default',
  },
);

export interface Shown {
  readonly asked: Pick<Asked, 'id' | 'own'>;
  readonly source: SourceDraft;
  readonly layout: Layout;
}

const SCHEMA = 'The schema types every field';
const ROUTE = 'The route streams it';
const VIEW = 'The view renders each field alone';

export async function codeOf({ asked, source, layout }: Shown): Promise<readonly CodeFile[]> {
  const { id, own } = asked;
  const recipe = `../recipes/${id}/recipe.ts`;
  if (own === undefined && layout !== 'generated')
    return Promise.all([
      readFile(SCHEMA, recipe),
      readFile(ROUTE, '../server/route.ts'),
      readFile(VIEW, `../recipes/${id}/view.tsx`),
    ]);
  const schema = own === undefined ? recipeCode(await read(recipe)) : schemaCode(own);
  const { prompt } = own ?? findRecipe(id);
  return [
    { title: SCHEMA, path: 'schema.ts', text: schema },
    { title: ROUTE, path: 'route.ts', text: routeCode(prompt, source) },
    { title: VIEW, path: 'view.tsx', text: viewCode },
  ];
}

async function readFile(title: string, path: string): Promise<CodeFile> {
  return { title, path: path.replace('../', 'playground/'), text: await read(path) };
}

async function read(path: string): Promise<string> {
  return (await sources[path]?.()) ?? '';
}
