// In: a schema whose children are known. Out: the schemas of its children, and a check of the container alone.
// Knows nothing of unions, wrappers or events.

import type {
  $ZodArray,
  $ZodDiscriminatedUnion,
  $ZodObject,
  $ZodRecord,
  $ZodTuple,
  $ZodType,
  ParsePayload,
} from 'zod/v4/core';
import { clone, runsAs } from './clone.js';
import { replay } from './replay.js';

/** Schemas whose children have schemas of their own; of a union, one that takes none of its options. */
export type CoreSchema = $ZodObject | $ZodRecord | $ZodArray | $ZodTuple | $ZodDiscriminatedUnion;

/** What a schema says of a container that has opened. */
export interface Container<Child = $ZodType> {
  /** The schema of a child; `undefined` where none applies to it. */
  child(key: string | number): Child | undefined;
  /** Children that the schema names, in its order. */
  readonly expected: readonly (string | number)[];
  /** True when the container is valid whenever it has all of its children, nothing else, and they are. */
  readonly isPlain: boolean;
  /** Checks a container of children that were checked before, held by `hold`; made when it is first asked for. */
  schema(): Child;
}

type Parts<Child> = Pick<Container<Child>, 'child' | 'expected' | 'isPlain'> & {
  readonly core: () => $ZodType;
};

/** The container of a core schema, before the wrappers around it are put back; `of` says what its children are known as. */
export function takeApart<Child>(core: CoreSchema, of: (child: $ZodType) => Child): Parts<Child> {
  const { def } = core._zod;
  switch (def.type) {
    case 'object':
      return objectParts(core as $ZodObject, of);
    case 'record': {
      const { keyType, valueType } = def;
      const keys = [...(keyType._zod.values ?? [])];
      const value = of(valueType);
      return {
        child: () => value,
        expected: 'partial' in def ? [] : keys.filter((key) => typeof key === 'string'),
        isPlain: false,
        core: () => clone(core, { valueType: replay(valueType) }),
      };
    }
    case 'array': {
      const element = of(def.element);
      return {
        child: () => element,
        expected: [],
        isPlain: hasNoChecks(core),
        core: () => clone(core, { element: replay(def.element) }),
      };
    }
    case 'union':
      return unionParts(core, def.discriminator, of);
    default: {
      const { items, rest } = def;
      const elements = items.map(of);
      const others = rest === null ? undefined : of(rest);
      return {
        child: (index) => elements[Number(index)] ?? others,
        expected: [...items.keys()],
        isPlain: hasNoChecks(core) && rest === null && items.length > 0 && items.every(isRequired),
        core: () => clone(core, { items: items.map(replay), rest: rest && replay(rest) }),
      };
    }
  }
}

function objectParts<Child>(core: $ZodObject, of: (child: $ZodType) => Child): Parts<Child> {
  const { shape, catchall } = core._zod.def;
  const others = catchall?._zod.def.type === 'never' ? undefined : catchall;
  const held = () => Object.entries(shape).map(([key, child]) => [key, replay(child)]);
  const expected = Object.keys(shape);
  const children = new Map(Object.entries(shape).map(([key, child]) => [key, of(child)]));
  const other = others && of(others);
  return {
    child: (key) => children.get(String(key)) ?? other,
    expected,
    // zod has its own way with a field of that name.
    isPlain: hasNoChecks(core) && !expected.includes('__proto__'),
    core: () =>
      clone(core, {
        shape: Object.fromEntries(held()),
        catchall: others === undefined ? catchall : replay(others),
      }),
  };
}

/** The union is asked about its discriminator alone, which says all that is wrong. */
function unionParts<Child>(
  core: $ZodType,
  discriminator: string,
  of: (child: $ZodType) => Child,
): Parts<Child> {
  const wrong = runsAs(core, (payload, context) => {
    const result = core._zod.run(
      { value: { [discriminator]: payload.value }, issues: [] },
      context,
    );
    const { issues } = result as ParsePayload;
    for (const issue of issues) payload.issues.push({ ...issue, path: [], input: payload.value });
    return payload;
  });
  const child = of(wrong);
  return {
    child: (key) => (key === discriminator ? child : undefined),
    expected: [],
    isPlain: false,
    core: () => core,
  };
}

/** True where nothing is asked of the whole that its parts do not show. */
export function hasNoChecks({ _zod: { def } }: $ZodType): boolean {
  return (def.checks ?? []).length === 0;
}

function isRequired({ _zod: { optin, optout } }: $ZodType): boolean {
  return optin === undefined && optout === undefined;
}
