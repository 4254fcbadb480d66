// In: the schema of a request that asks OpenAI's strict mode. Out: the words it is refused with, or nothing.
// Written down from OpenAI's guide to structured outputs and from refusals that people reported, not from our own code.
// Knows nothing of agents.

const NOT_PERMITTED = (
  'allOf oneOf not if then else default dependentRequired dependentSchemas patternProperties propertyNames ' +
  'minProperties maxProperties minLength maxLength uniqueItems contains prefixItems unevaluatedProperties'
).split(' ');

const FORMATS = /^(?:date-time|time|date|duration|email|hostname|ipv4|ipv6|uuid)$/;

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the provider says of a schema that strict mode does not take. */
export function strictRefusal(schema: unknown): string | undefined {
  if (!isJson(schema) || schema['type'] !== 'object')
    return refusal([], `schema must be a JSON Schema of 'type: "object"'.`);
  if (schema['anyOf'] !== undefined) return refusal([], "'anyOf' is not permitted at the root.");
  return partRefusal(schema, []);
}

function refusal(path: readonly string[], why: string): string {
  const context = `(${path.map((key) => `'${key}'`).join(', ')})`;
  return `Invalid schema for response_format 'response': In context=${context}, ${why}`;
}

function partRefusal(schema: unknown, path: readonly string[]): string | undefined {
  if (!isJson(schema)) return refusal(path, 'schema is not an object.');
  const { $ref, type, properties, items, anyOf, pattern, format } = schema;
  if (path.filter((key) => key === 'properties' || key === 'items').length > 10)
    return refusal(path, 'the schema exceeds the limit of 10 levels of nesting.');
  if (typeof $ref === 'string') {
    const other = Object.keys(schema).find((key) => key !== '$ref');
    return other && refusal(path, `$ref cannot have keywords {'${other}'}.`);
  }
  const wrong = NOT_PERMITTED.find((keyword) => keyword in schema);
  if (wrong !== undefined) return refusal(path, `'${wrong}' is not permitted.`);
  if (type === undefined && anyOf === undefined && schema['enum'] === undefined)
    return refusal(path, "schema must have a 'type' key.");
  if (typeof pattern === 'string' && /\(\?(?:=|!|<=|<!)/.test(pattern))
    return refusal(path, 'regex lookaround is not supported.');
  if (typeof format === 'string' && !FORMATS.test(format))
    return refusal(path, `'${format}' is not a valid format.`);
  const types = Array.isArray(type) ? type : [type];
  const faults = [
    types.includes('object') ? objectRefusal(schema, path) : undefined,
    types.includes('array') ? partRefusal(items, [...path, 'items']) : undefined,
  ];
  const parts = { ...named(properties, 'properties'), ...named(anyOf, 'anyOf') };
  const definitions = {
    ...named(schema['$defs'], '$defs'),
    ...named(schema['definitions'], 'defs'),
  };
  const all = Object.entries({ ...parts, ...definitions });
  for (const [key, part] of all) faults.push(partRefusal(part, [...path, ...key.split('\n')]));
  return faults.find((fault) => fault !== undefined);
}

function named(parts: unknown, keyword: string): Json {
  if (typeof parts !== 'object' || parts === null) return {};
  return Object.fromEntries(
    Object.entries(parts).map(([key, part]): [string, unknown] => [`${keyword}\n${key}`, part]),
  );
}

function objectRefusal(schema: Json, path: readonly string[]): string | undefined {
  const { properties, additionalProperties, required = [] } = schema;
  if (additionalProperties !== false)
    return refusal(path, "'additionalProperties' is required to be supplied and to be false.");
  if (!isJson(properties)) return refusal(path, 'object schema missing properties.');
  const missing = Object.keys(properties).find((key) => !(required as unknown[]).includes(key));
  return (
    missing &&
    refusal(
      path,
      `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
    )
  );
}
