import { beforeAll, describe, expect, test } from 'vitest';
import { countTypes, type TypeCount } from './count-types.js';

/** The compiler runs twice, on whatever machine this is. */
const COMPILER_MS = 60_000;

describe('an application that reads twenty typed places of a realistic answer', () => {
  let schemas: TypeCount;
  let application: TypeCount;

  beforeAll(() => {
    schemas = countTypes('answer.ts');
    application = countTypes('use.ts');
  }, COMPILER_MS);

  // Measured 40 400, with room for a percent: what zod's own types cost is taken off.
  test('costs at most 40 900 type instantiations more than its schemas', () => {
    expect(application.instantiations).toBeGreaterThan(schemas.instantiations);
    expect(application.instantiations - schemas.instantiations).toBeLessThan(40_900);
  });

  // Measured 5 370, of which the declarations themselves are some 550, those of other notations half of it: an event more
  // is eight.
  test('costs at most 5 450 types more than its schemas', () => {
    expect(application.types).toBeGreaterThan(schemas.types);
    expect(application.types - schemas.types).toBeLessThan(5_450);
  });
});

test('an answer of types that all lead to one another stays within reach of the compiler', () => {
  // Measured 198 000; at five million the compiler gives up.
  expect(countTypes('syntax-tree.ts').instantiations).toBeLessThan(250_000);
});

test('an answer of fourteen hundred places on few levels costs in proportion to them', () => {
  // Measured 238 000.
  expect(countTypes('wide.ts').instantiations).toBeLessThan(250_000);
});

describe('a realistic flow', () => {
  let door: TypeCount;
  let flow: TypeCount;

  beforeAll(() => {
    door = countTypes('flow-door.ts');
    flow = countTypes('flow.ts');
  }, COMPILER_MS);

  // Measured 13 170 to 14 940, of which some 3 500 are what an execution tells as events. The compiler orders what it
  // compares by where it is declared, so a line more in one of our files, a comment even, brings either number.
  // What the compiler does for the engine itself is taken off.
  test('costs at most 15 200 type instantiations more than the door of flows', () => {
    expect(flow.instantiations).toBeGreaterThan(door.instantiations);
    expect(flow.instantiations - door.instantiations).toBeLessThan(15_200);
  });

  // Measured 3 066 to 3 380, for the same reason; conditions are given less than chunks, so there is a type more for each
  // value that is chosen by.
  test('costs at most 3 450 types more than the door of flows', () => {
    expect(flow.types).toBeGreaterThan(door.types);
    expect(flow.types - door.types).toBeLessThan(3_450);
  });
});
