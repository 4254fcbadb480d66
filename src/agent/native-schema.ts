// In: a model object, and a schema that its provider is given. Out: options that keep it from refusing the schema, and whether it heeds it.
// OpenAI's strict mode takes a part of JSON Schema; what is outside is sent without it, as a schema to follow and not a grammar.
// Knows nothing of other providers, or of zod.

import { isContainer } from '../internal/own.js';
import type { LanguageModel, LanguageModelPart, LanguageModelSettings } from './ai-sdk-model.js';
import { UnsoundModel } from './model-failed.js';
import { calledBy, nameOf } from './model-name.js';
import type { JsonSchema } from './model.js';
import { LOOKAROUND } from './model-schema.js';

type ProviderOptions = NonNullable<LanguageModelSettings['providerOptions']>;

/** Whose strict mode it is, and by what names its options go: the first always, the others where they are in use. */
const STRICT: readonly (readonly [of: RegExp, ...names: string[]])[] = [
  [/^(?:openai|azure)/, 'openai', 'azure'],
  [/^groq/, 'groq'],
];

/** Options with strictness off where the schema asks for it, else none; what the caller says of it counts. */
export function strictnessFor(
  model: LanguageModel,
  schema: JsonSchema,
  own: ProviderOptions = {},
): Pick<LanguageModelSettings, 'providerOptions'> {
  const names = isFitForStrict(schema) ? [] : namesOf(model, own);
  if (names.length === 0) return {};
  const loose = names.map((name) => [name, { strictJsonSchema: false, ...own[name] }] as const);
  return { providerOptions: { ...own, ...Object.fromEntries(loose) } };
}

function namesOf(model: LanguageModel, own: ProviderOptions): readonly string[] {
  const called = calledBy(nameOf(model));
  const [, ...names] = STRICT.find(([of]) => of.test(called)) ?? [];
  // Models of compatible providers are known by it, of whatever name.
  if (names.length === 0 && 'supportsStructuredOutputs' in model) return ['openaiCompatible'];
  return names.filter((name, index) => index === 0 || name in own);
}

/** Its provider passes no schema on. It is asked in words instead. */
class UnheededSchema extends UnsoundModel {
  readonly code = 'UNHEEDED_SCHEMA';
}

/**
 * Providers that pass no schema on say so when they begin (V2 calls a feature a setting).
 * @throws {UnheededSchema}
 */
export function checkHeeded({ type, warnings = [] }: LanguageModelPart): void {
  if (type !== 'stream-start') return;
  const isUnheeded = warnings.some(
    (warning) =>
      warning.type.startsWith('unsupported') &&
      (warning.feature ?? warning.setting) === 'responseFormat',
  );
  if (isUnheeded) throw new UnheededSchema('its provider heeds no schema.');
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'type title description enum const anyOf $ref $defs definitions properties required additionalProperties ' +
    'items minItems maxItems minimum maximum exclusiveMinimum exclusiveMaximum multipleOf pattern format'
  ).split(' '),
);

const FORMATS: ReadonlySet<string> = new Set(
  'date-time time date duration email hostname ipv4 ipv6 uuid'.split(' '),
);

/** Levels of objects and lists. */
const MAX_DEPTH = 10;

/** True for a schema that strict mode takes, as far as is documented. Doubt is no. */
export function isFitForStrict(schema: unknown, depth = 0): boolean {
  if (!isContainer(schema) || depth > MAX_DEPTH) return false;
  const { $ref, anyOf, enum: choices, type, format, pattern } = schema as JsonSchema;
  const { $defs = {}, definitions = {} } = schema as JsonSchema;
  const keys = Object.keys(schema);
  // Nothing may stand beside a reference.
  if ($ref !== undefined) return keys.length === 1;
  if (!keys.every((key) => KEYWORDS.has(key))) return false;
  if (format !== undefined && !FORMATS.has(format)) return false;
  if (pattern !== undefined && LOOKAROUND.test(pattern)) return false;
  // What is of no kind is of any.
  if (type === undefined && anyOf === undefined && choices === undefined) return false;
  const parts = [...(anyOf ?? []), ...Object.values($defs), ...Object.values(definitions)];
  return (
    parts.every((part) => isFitForStrict(part, depth)) &&
    isFitObject(schema as JsonSchema, depth) &&
    isFitList(schema as JsonSchema, depth)
  );
}

function isOf(type: JsonSchema['type'], kind: 'object' | 'array'): boolean {
  return type === kind || (Array.isArray(type) && type.includes(kind));
}

/** Closed, with every key required. */
function isFitObject(schema: JsonSchema, depth: number): boolean {
  const { type, properties, required = [], additionalProperties } = schema;
  if (!isOf(type, 'object')) return properties === undefined;
  if (properties === undefined || additionalProperties !== false) return false;
  return Object.entries(properties).every(
    ([key, part]) => required.includes(key) && isFitForStrict(part, depth + 1),
  );
}

function isFitList({ type, items }: JsonSchema, depth: number): boolean {
  if (!isOf(type, 'array')) return items === undefined;
  return !Array.isArray(items) && isFitForStrict(items, depth + 1);
}
