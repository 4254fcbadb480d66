import { screen } from '@testing-library/react';
import { memo, useEffect } from 'react';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createFrameEncoder, createInstantParser } from '../protocol/index.js';
import { renderWithCache, settle } from '../../tests/support/react-harness.js';
import { useField, useInstantStream, type InstantStream } from './index.js';

const NAMES = Array.from({ length: 200 }, (_, index) => `field${index}`);
const VALUE = 'a river of text, not a web of it '.repeat(3).trim();
type Answer = Record<string, string>;

/** All events of an answer of two hundred fields, fifty each, in one piece: as a recording is handed over. */
function recording() {
  const parser = createInstantParser();
  const encoder = createFrameEncoder();
  const pieces = NAMES.flatMap((name, index) => [
    `${index === 0 ? '{' : ','}"${name}":"`,
    ...(VALUE.match(/.{1,2}/g) ?? []),
    '"',
  ]);
  const events = [...pieces, '}'].flatMap((piece) => parser.feed(piece));
  const frame = encoder.encode([...events, ...parser.end()]);
  return { size: events.length, body: `data:${frame}\n\n` };
}

test('ten thousand events in one task render each field once, and the page once for what it reads', async () => {
  const { size, body } = recording();
  const renders = new Map<string, number>();
  const count = (name: string) => renders.set(name, (renders.get(name) ?? 0) + 1);
  const complain = vi.spyOn(console, 'error');
  const Field = memo(function Field({
    name,
    run,
  }: { name: string } & Pick<InstantStream<Answer>, 'run'>) {
    count(name);
    const { value } = useField(name, { run });
    return <i>{typeof value === 'string' ? value : ''}</i>;
  });
  function Page() {
    count('');
    const stream = useInstantStream<Answer>({
      api: '/api',
      schema: z.record(z.string(), z.string()),
      fetch: () =>
        Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } })),
    });
    const { submit } = stream;
    useEffect(() => void submit({}), [submit]);
    return (
      <main aria-busy={stream.isRunning}>
        {NAMES.map((name) => (
          <Field key={name} name={name} run={stream.run} />
        ))}
      </main>
    );
  }
  expect(size).toBeGreaterThan(10_000);
  renderWithCache(<Page />);
  await settle();
  expect(screen.getByRole('main').textContent).toBe(VALUE.repeat(NAMES.length));
  // The page reads false, true, and false again; a field is mounted, and then everything is there.
  expect(renders).toEqual(new Map([['', 3], ...NAMES.map((name) => [name, 2] as const)]));
  expect(complain).not.toHaveBeenCalled();
});
