import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';

const schema = z.object({ a: z.string().min(3) });

function ask(text: string, maxRetries = 0) {
  const seen = { isLeft: false, calls: 0 };
  const session = createSession();
  const response = createAgent({
    async *model({ signal }) {
      seen.calls++;
      signal.addEventListener('abort', () => (seen.isLeft = true));
      yield text;
      await new Promise(() => {});
    },
  })
    .session(session)
    .input('?')
    .output(schema)
    .getResponse({ maxRetries });
  const leave = async () => {
    for await (const event of response)
      if ('isComplete' in event && event.isComplete && event.path === '') break;
  };
  return { response, session, seen, leave };
}

test('an answer that is whole when its last reader leaves is the answer, and its call ends', async () => {
  const { response, session, seen, leave } = ask('{"a":"tea"}');
  await leave();
  expect(await response.getData()).toEqual({ a: 'tea' });
  expect(await response.getText()).toBe('{"a":"tea"}');
  expect(seen).toEqual({ isLeft: true, calls: 1 });
  await session.settled();
  expect(session.messages).toHaveLength(2);
});

test('one that would be asked for again is stopped, since nobody waits for another', async () => {
  const { response, session, seen, leave } = ask('{"a":"t"}', 1);
  await leave();
  await expect(response.getText()).rejects.toMatchObject({ code: 'stopped' });
  expect(seen).toEqual({ isLeft: true, calls: 1 });
  expect(session.messages).toEqual([]);
});
