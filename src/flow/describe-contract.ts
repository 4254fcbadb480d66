// In: schemas of what runs through a flow. Out: those that can be written as JSON Schema, as plain JSON.
// A schema says so itself, by the Standard JSON Schema interface; one that does not, or cannot, is left out.
// Knows nothing of executions.

import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { setOwn, type JsonObject } from '../internal/own.js';
import type { Contract } from './contract.js';
import type { ContractDescription } from './description.js';

type Side = 'input' | 'output';

/** What is sent is described as it is given, what others read as it comes out. Gives no contract where nothing can be said. */
export function describeContract(contract: Contract): { readonly contract?: ContractDescription } {
  const { input, stream, result, events = {}, interrupts = {} } = contract;
  const described = {
    ...written({ input }, 'input'),
    ...written({ stream, result }, 'output'),
    ...unlessEmpty('events', written(events, 'input')),
    ...unlessEmpty('interrupts', written(interrupts, 'input')),
  };
  return unlessEmpty('contract', described);
}

function written(
  schemas: Readonly<Record<string, StandardSchemaV1 | undefined>>,
  side: Side,
): Readonly<Record<string, JsonObject>> {
  const all: Record<string, JsonObject> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const json = schema === undefined ? undefined : jsonSchemaOf(schema, side);
    if (json !== undefined) setOwn(all, name, json);
  }
  return all;
}

function jsonSchemaOf(schema: StandardSchemaV1, side: Side): JsonObject | undefined {
  if (!offersJson(schema)) return undefined;
  try {
    return schema['~standard'].jsonSchema[side]({ target: 'draft-2020-12' });
  } catch {
    // By that interface: it holds what JSON Schema has no words for.
    return undefined;
  }
}

function offersJson(schema: StandardSchemaV1): schema is StandardSchemaV1 & StandardJSONSchemaV1 {
  return 'jsonSchema' in schema['~standard'];
}

function unlessEmpty<K extends string, V extends object>(
  key: K,
  value: V,
): { readonly [N in K]?: V } {
  return (Object.keys(value).length === 0 ? {} : { [key]: value }) as { readonly [N in K]?: V };
}
