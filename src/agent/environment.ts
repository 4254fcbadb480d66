// In: what the author of an agent or of a file wrote, and variables. Out: the same with `${ENV.NAME}` filled in, or escaped.
// What a request is given later is never looked at: a user's text names nothing here.
// Knows nothing of processes: the variables come from the caller, so it runs where there are none.

import { isContainer } from '../internal/own.js';
import { AgentError } from './error.js';
import type { Model, ModelEndpoint } from './model.js';

/** Variables by their names: `process.env`, or what a worker is given. Texts, numbers and booleans count. */
export type Environment = object;

/** Makes an error of a name that is not there; the path leads to the text that has it. */
export type RefuseVariable = (name: string, path: readonly (string | number)[]) => Error;

// Of a run of dollars only the last may begin a placeholder; each place is looked at once.
const VARIABLE = /(?<!\$)(\$*)(\$\{\s*ENV\.([^{}]+)\})/g;

/**
 * Fills in texts, keys and what is inside of lists and plain objects; all else is as it was. A further dollar before a
 * placeholder makes it a text, and is taken away. Without variables placeholders stay.
 */
export function fillVariables(
  value: unknown,
  env: Environment | undefined,
  refuse: RefuseVariable,
): unknown {
  return mapTexts(value, (text, path) => fillText(text, env, (name) => refuse(name, path)));
}

/** Writes what holds placeholders for variables so that filling it in gives it back as it is. */
export function escapeVariables(value: unknown): unknown {
  return mapTexts(value, (text) => text.replaceAll(VARIABLE, (placeholder) => `$${placeholder}`));
}

type TextPath = readonly (string | number)[];

function mapTexts(
  value: unknown,
  map: (text: string, path: TextPath) => string,
  path: TextPath = [],
): unknown {
  if (typeof value === 'string') return map(value, path);
  if (Array.isArray(value))
    return value.map((item, index) => mapTexts(item, map, [...path, index]));
  if (!isContainer(value) || !isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const at = [...path, key];
    return [map(key, at), mapTexts(item, map, at)];
  });
  return Object.fromEntries(entries) as unknown;
}

function fillText(
  text: string,
  env: Environment | undefined,
  refuse: (name: string) => Error,
): string {
  return text.replaceAll(VARIABLE, (whole: string, dollars: string, _: string, written: string) => {
    if (dollars !== '') return whole.slice(1);
    if (env === undefined) return whole;
    const name = written.trimEnd();
    const value: unknown = Object.hasOwn(env, name) ? Reflect.get(env, name) : undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw refuse(name);
  });
}

/** Files, addresses and bytes are no places for placeholders. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * An endpoint with its address, key, name and headers filled in; any other model as it is.
 * @throws {AgentError} `missing-variable`, also when there are no variables at all: no address has such a part.
 */
export function fillEndpoint(model: Model, env: Environment | undefined): Model {
  // What is no model at all is for others to refuse.
  if (typeof model !== 'object' || model === null) return model;
  if (!('baseURL' in model) || 'doStream' in model) return model;
  const { baseURL, model: name, apiKey, headers } = model;
  const texts = { baseURL, model: name, apiKey, headers };
  const known = Object.fromEntries(Object.entries(texts).filter(([, each]) => each !== undefined));
  const filled = fillVariables(known, env ?? {}, (variable, path) =>
    missingVariable(`createAgent: \`${path.join('.')}\` of the model`, variable, env),
  );
  return { ...model, ...(filled as ModelEndpoint) };
}

/** @param where what names the variable */
export function missingVariable(
  where: string,
  name: string,
  env: Environment | undefined,
): AgentError {
  const next =
    env === undefined
      ? 'no `env` was given. Pass the variables of your process, or what your worker is given.'
      : '`env` has none of that name. Set it where the process is started.';
  return new AgentError('missing-variable', `${where} asks for ENV.${name}, and ${next}`, {
    missing: [name],
  });
}
