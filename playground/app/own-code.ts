// In: what a reader wrote or chose, and who answers. Out: the three files that make the view they see.
// Loaded with the reader of notation, when it is asked for.

import { readNotation } from '../schema/notation.js';
import type { Own } from '../shared/own.js';
import type { SourceDraft } from './use-source.js';

/** `schema.ts`: the notation, the last schema of it exported as `Answer`, whatever it and those before it are called. */
export function schemaCode({ notation }: Own): string {
  const declared = readNotation(notation);
  const last = declared.at(-1);
  const head = "import { z } from 'zod';\n\n";
  const own = notation
    .replace(/(^|;)[ \t]*import\b[^'"]*(['"])[^'"\n]*\2/gm, '')
    .replace(/^[\s;]+/, '')
    .trimEnd();
  if (last === undefined) return head;
  // One of this name says so itself where it is exported.
  if (last.name === 'Answer')
    return `${head}${own}\n${/\bexport\s+const\s+Answer\b/.test(own) ? '' : '\nexport { Answer };\n'}`;
  const isTaken = declared.some(({ name }) => name === 'Answer');
  const body = isTaken ? own.replace(/\bexport\s+(?=const\s+Answer\b)/, '') : own;
  if (last.name !== undefined) return `${head}${body}\n\nexport { ${last.name} as Answer };\n`;
  const at = body.length - (notation.trimEnd().length - last.node.at);
  const names = new Set(declared.map(({ name }) => name));
  const name = ['Answer', 'Whole', 'Whole1', 'Whole2'].find((each) => !names.has(each)) ?? 'Whole3';
  const [begin, end] = isTaken
    ? [`const ${name} = `, `\n\nexport { ${name} as Answer };\n`]
    : ['export const Answer = ', '\n'];
  return `${head}${body.slice(0, at)}${begin}${body.slice(at).replace(/;$/, '')};${end}`;
}

/** `schema.ts` of a recipe: what its file declares before the recipe, whose schema is `Answer`. */
export function recipeCode(file: string): string {
  const name = /\bschema: (\w+)/.exec(file)?.[1] ?? '';
  const [declared = ''] = file.split(/^export const \w+ = defineRecipe\(/m);
  const own = declared.replace(/^(?:\/\/.*\n)+\s*/, '').replace(/^import \{ defineRecipe.*\n/m, '');
  return `${own.trimEnd()}\n\nexport { ${name} as Answer };\n`;
}

/** `route.ts`: with the endpoint that was entered, and never with its key. */
export function routeCode(prompt: string, { kind, baseURL, model }: SourceDraft): string {
  const isEntered = kind === 'endpoint' && baseURL !== '' && model !== '';
  const endpoint = isEntered
    ? `{ baseURL: ${JSON.stringify(baseURL)}, model: ${JSON.stringify(model)}, apiKey: process.env.API_KEY }`
    : "{ baseURL: 'http://127.0.0.1:11434/v1', model: 'llama3.2' }";
  return `import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { Answer } from './schema';

const agent = createAgent({ model: ${endpoint} });

export const { POST } = createInstantRoute({
  output: Answer,
  run: ({ signal }) =>
    agent.input(${JSON.stringify(prompt)}).output(Answer).getResponse({ signal }),
});
`;
}

/** `view.tsx` */
export const viewCode = `import { StructuredObject } from 'fieldwise/object';
import { useInstantStream } from 'fieldwise/react';
import { Answer } from './schema';

export function View() {
  const answer = useInstantStream({ api: '/api/run', schema: Answer });
  return (
    <>
      <button onClick={() => void answer.submit(undefined)}>Run</button>
      <StructuredObject schema={Answer} stream={answer} />
    </>
  );
}
`;
