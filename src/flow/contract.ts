// In: schemas of what runs through a flow, and values. Out: each value as its schema returns it, or an error with the issues.
// Any Standard Schema will do, also one that answers later.
// Knows nothing of executions.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { FlowError, type FlowErrorCode } from './error.js';
import { InOrder } from './in-order.js';
import { isPromise } from './is-promise.js';

type Schemas = Readonly<Record<string, StandardSchemaV1 | undefined>>;

/** What the room itself knows of a contract. */
export interface Contract {
  readonly input?: StandardSchemaV1 | undefined;
  readonly stream?: StandardSchemaV1 | undefined;
  readonly result?: StandardSchemaV1 | undefined;
  readonly events?: Schemas | undefined;
  /** Of the answers, by the name of what is asked. */
  readonly interrupts?: Schemas | undefined;
}

/** What to say of a value that does not fit. */
export interface Complaint {
  readonly code: FlowErrorCode;
  readonly what: string;
  readonly next: string;
  readonly chunk?: string;
}

/** The schema of that name. A name may be one that every object has, as `constructor`. */
export function schemaOf(schemas: Schemas = {}, name: string): StandardSchemaV1 | undefined {
  return Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}

/** Gives what the schema makes of the value; a promise only where the schema does. @throws {FlowError} the complaint */
export function checkValue(
  schema: StandardSchemaV1,
  value: unknown,
  complaint: Complaint,
): unknown {
  const fail = (error: unknown): never => {
    throw error instanceof FlowError ? error : unchecked(error, complaint);
  };
  try {
    const verdict = schema['~standard'].validate(value);
    // What is no promise of its own answers later as well.
    return isPromise(verdict)
      ? Promise.resolve(verdict)
          .then((late) => valueOf(late, complaint))
          .catch(fail)
      : valueOf(verdict, complaint);
  } catch (error) {
    return fail(error);
  }
}

/**
 * Goes on at once, or later where the schema answers later, or did for what came before in the same `order`: then the promise
 * resolves once it has gone on.
 */
export function whenChecked(
  schema: StandardSchemaV1 | undefined,
  value: unknown,
  complaint: Complaint,
  goOn: (value: unknown) => void,
  fail: (error: Error) => void,
  order: InOrder = new InOrder(),
): Promise<void> | undefined {
  let checked: unknown;
  try {
    checked = schema === undefined ? value : checkValue(schema, value, complaint);
  } catch (error) {
    fail(error as Error);
    return undefined;
  }
  const later =
    schema !== undefined && checked instanceof Promise
      ? checked.then((value: unknown) => (checked = value))
      : undefined;
  return order.pass(later, () => goOn(checked))?.catch(fail);
}

/** What to say of a value that breaks the contract, and who made it. */
export function breach(what: string, chunk?: string): Complaint {
  const next = 'The contract of the flow says what does.';
  return { code: 'broken-contract', what, next, ...(chunk === undefined ? {} : { chunk }) };
}

function valueOf(
  verdict: StandardSchemaV1.Result<unknown>,
  { code, what, next, chunk }: Complaint,
): unknown {
  const { issues } = verdict;
  if (issues === undefined) return verdict.value;
  const where = issues.slice(0, 3).map(written).join('; ');
  throw new FlowError(code, `${what} does not fit its schema: ${where}. ${next}`, {
    issues,
    ...(chunk === undefined ? {} : { chunk }),
  });
}

/** A schema may fail itself: what it calls may throw. */
function unchecked(cause: unknown, { code, what, next, chunk }: Complaint): FlowError {
  const text = `${what} could not be checked: its schema failed. See \`cause\`. ${next}`;
  return new FlowError(code, text, { cause, ...(chunk === undefined ? {} : { chunk }) });
}

function written({ message, path = [] }: StandardSchemaV1.Issue): string {
  const keys = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return keys === '' ? message : `${keys}: ${message}`;
}
