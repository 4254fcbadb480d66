import { expect, test, vi } from 'vitest';
import { renderWithCache } from '../../tests/support/react-harness.js';
import { useInstantStream } from './index.js';

const api = '/api';

test.each([
  ['no options', undefined, 'invalid-option'],
  ['a schema that is none', { api, schema: { type: 'object' } }, 'invalid-schema'],
  ['a scheduler that is none', { api, scheduler: 16 }, 'invalid-option'],
  ['policies that are none', { api, policies: { title: 'words' } }, 'invalid-policy'],
])('a hook refuses %s while it renders', (_, options, code) => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  function Page() {
    // As a caller without types may pass them.
    return <p>{useInstantStream(options as never).status}</p>;
  }
  expect(() => renderWithCache(<Page />)).toThrow(expect.objectContaining({ code }));
  complain.mockRestore();
});
