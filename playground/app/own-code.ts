// In: what a reader wrote, and who answers. Out: the three files that make the view they see.
// Loaded with the reader of notation, when it is asked for.

import { readNotation } from '../schema/notation.js';
import type { Own } from '../shared/own.js';
import type { SourceDraft } from './use-source.js';

/** `schema.ts`: the notation, the last schema of it exported as `Answer`. */
export function schemaCode({ notation }: Own): string {
  const last = readNotation(notation).at(-1);
  const head = "import { z } from 'zod';\n\n";
  const own = notation.replace(/^\s*import\b[^;\n]*;?\n/, '').trim();
  if (last === undefined) return head;
  if (last.name !== undefined) return `${head}${own}\n\nexport { ${last.name} as Answer };\n`;
  const at = own.length - (notation.trimEnd().length - last.node.at);
  return `${head}${own.slice(0, at)}export const Answer = ${own.slice(at).replace(/;$/, '')};\n`;
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
