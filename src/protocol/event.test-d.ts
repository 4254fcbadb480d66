import { expectTypeOf, test } from 'vitest';
import type { InstantEvent } from './event.js';

test('asking any event whether it is complete finds the fields that are done', () => {
  const read = (event: InstantEvent): void => {
    if (event.isComplete) {
      expectTypeOf(event.type).toEqualTypeOf<'done' | 'invalid'>();
      expectTypeOf(event.path).toEqualTypeOf<string>();
      expectTypeOf(event.value).toEqualTypeOf<unknown>();
    }
    if (event.type === 'error') expectTypeOf(event.path).toEqualTypeOf<string | undefined>();
  };
  expectTypeOf(read).toBeFunction();
});
