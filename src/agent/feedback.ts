// In: an answer that does not count, or was cut off. Out: the messages that ask the model for another, or for the rest.
// They say what was wrong, so that the next attempt can do better.
// Knows nothing of attempts, budgets or calls.

import type { AgentError } from './error.js';
import type { JsonSchema, ModelMessage } from './model.js';

/** Of a longer answer the model is told what was wrong, but not shown it again. */
const MAX_SHOWN = 16_000;
/** Issues that are listed; with more, something else is wrong. */
const MAX_ISSUES = 20;

/** Asks for another answer in the place of one that does not hold. */
export function askAnew(said: string, fault: AgentError): readonly ModelMessage[] {
  const complaint = [
    'Your last answer cannot be used.',
    ...describe(fault),
    'Answer the request once more, whole, from its beginning. Keep what was right.',
  ].join('\n');
  const shown: readonly ModelMessage[] =
    said !== '' && said.length <= MAX_SHOWN ? [{ role: 'assistant', content: said }] : [];
  return [...shown, { role: 'user', content: complaint }];
}

function describe({ code, message, issues, missing }: AgentError): readonly string[] {
  if (code === 'missing-keys') {
    return ['These keys are missing:', ...list(missing)];
  }
  if (code === 'truncated-output') return ['It ends before its JSON is closed.'];
  if (code !== 'invalid-output') return [message];
  const wrong = issues.map((issue) => `${issue.path || 'the whole answer'}: ${issue.message}`);
  return ['It does not match the schema:', ...list(wrong)];
}

function list(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MAX_ISSUES;
  const shown = lines.slice(0, MAX_ISSUES).map((line) => `- ${line}`);
  return rest > 0 ? [...shown, `- and ${rest} more`] : shown;
}

/** Asks for the rest of an answer; of one whose schema the prompt does not hold, with it. */
export function askOn(said: string, schema?: JsonSchema): readonly ModelMessage[] {
  const form =
    schema === undefined ? '' : ` The whole is of this JSON Schema: ${JSON.stringify(schema)}`;
  return [
    { role: 'assistant', content: said },
    {
      role: 'user',
      content:
        'Your answer was cut off. Go on exactly where it stopped: the first character you write is the one that ' +
        `follows its last. Repeat nothing, explain nothing, and open no Markdown fence.${form}`,
    },
  ];
}
