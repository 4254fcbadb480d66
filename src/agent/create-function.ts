// In: a request, what goes in, what comes out, and what it is for. Out: a function that the model answers.
// The input is checked before anything is sent; the answer as any other is.
// Knows nothing of models or of how requests are written.

import { safeParseAsync, type $ZodType, type input, type output } from 'zod/v4/core';
import { kindOf } from '../internal/kind-of.js';
import { formatPath, type PathSegment } from '../protocol/index.js';
import type { AgentFunction, AgentFunctionOptions } from './agent-function.js';
import type { AgentRequest } from './agent-request.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { listIssues } from './list-issues.js';
import type { ResponseOptions } from './run-options.js';
import { keepData } from './slot-value.js';

const OPTIONS = ['input', 'output', 'description'];

/** A name that no other mapping has. */
const INPUT = 'what the function is called with';

/** Makes it of a request in which the rest is said. @throws {AgentError} `invalid-option`, `invalid-schema` */
export function createFunction<In extends $ZodType, Out extends $ZodType>(
  request: AgentRequest<unknown>,
  options: AgentFunctionOptions<In, Out>,
): AgentFunction<In, Out> {
  checkOptions('fn', options, '{ input, output, description }', OPTIONS);
  const { description } = options;
  if (typeof description !== 'string' || description.trim() === '')
    throw new AgentError(
      'invalid-option',
      `fn: \`description\` is ${kindOf(description)}. Say in words what the function does.`,
    );
  checkInput(options.input);
  const told = request.instruct(description, { add: true }).output(options.output);
  const stream: AgentFunction<In, Out>['stream'] = async (value, responseOptions) => {
    const parsed = await safeParseAsync(options.input, value);
    if (!parsed.success) throw invalidInput(parsed.error.issues);
    // Named by a placeholder, since nothing in what is filled in is one: a value is no template.
    const values = { [INPUT]: keepData('input', parsed.data) };
    return told.mappings(values).input(`\${${INPUT}}`).getResponse(responseOptions);
  };
  const call = async (value: input<In>, responseOptions?: ResponseOptions<output<Out>>) =>
    (await stream(value, responseOptions)).getData();
  return Object.assign(call, { stream });
}

function checkInput(schema: $ZodType): void {
  if (typeof schema === 'object' && schema !== null && '_zod' in schema) return;
  throw new AgentError(
    'invalid-schema',
    `fn: \`input\` is ${kindOf(schema)}. Pass a schema of zod 4, such as z.object({ text: z.string() }).`,
  );
}

function invalidInput(
  found: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): AgentError {
  const issues = found.map(({ path, message }) => ({
    path: formatPath(path.map(toSegment)),
    message,
  }));
  return new AgentError(
    'invalid-input',
    `The input does not match its schema: ${listIssues(issues)}.`,
    {
      issues,
    },
  );
}

function toSegment(key: PropertyKey): PathSegment {
  return typeof key === 'symbol' ? String(key) : key;
}
