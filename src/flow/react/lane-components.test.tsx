import { screen } from '@testing-library/react';
import { FieldBoundary, useFieldValue } from 'fieldwise/react';
import { Suspense } from 'react';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { END, inLane, setUpFlow, textOf } from '../../../tests/support/flow-stage.js';
import { after, renderWithCache } from '../../../tests/support/react-harness.js';
import { Lane, StructuredField, StructuredList, StructuredText } from './index.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

const statusOf = (id: string) => screen.getByTestId(id).dataset['status'];

describe('A component that names a lane', () => {
  const shown = (
    <>
      <StructuredField lane="plan" path="title" data-testid="plan" pending="…" />
      <StructuredField path="title" data-testid="result" pending="…" />
    </>
  );

  test('shows a field of the answer in it, and without a name one of the result', async () => {
    const { submit, write, send, end } = setUpFlow(shown, { isStrict: true });
    expect([textOf('plan'), textOf('result')]).toEqual(['…', '…']);
    await submit();
    const plan = write('plan');
    await plan('{"title":"Tr');
    expect([textOf('plan'), statusOf('plan')]).toEqual(['Tr', 'streaming']);
    await plan('ip"}');
    await send(inLane('plan', END));
    expect([textOf('plan'), statusOf('plan')]).toEqual(['Trip', 'complete']);
    expect(textOf('result')).toBe('…');
    await end();
    expect([textOf('plan'), textOf('result')]).toEqual(['Trip', 'Report']);
  });

  test('finds the flow from inside of another lane, where no name is that lane', async () => {
    const { submit, write } = setUpFlow(<Lane name="draft">{shown}</Lane>);
    await submit();
    await write('draft')('{"title":"Draft"');
    await write('plan')('{"title":"Plan"');
    expect([textOf('plan'), textOf('result')]).toEqual(['Plan', 'Draft']);
  });

  test('shows another lane when it is named another', async () => {
    const named = (lane: string) => (
      <StructuredField lane={lane} path="title" data-testid="one" pending="…" />
    );
    const { submit, write, show } = setUpFlow(named('a'));
    await submit();
    await write('a')('{"title":"A"');
    await write('b')('{"title":"B"');
    expect(textOf('one')).toBe('A');
    await show(named('b'));
    expect(textOf('one')).toBe('B');
    await show(named('c'));
    expect(textOf('one')).toBe('…');
  });

  test('shows lists and texts as well', async () => {
    const { submit, write } = setUpFlow(
      <ul data-testid="list">
        <StructuredList lane="plan" path="tasks">
          {(task) => <StructuredText lane="plan" path={task.path} as="li" />}
        </StructuredList>
      </ul>,
    );
    await submit();
    const plan = write('plan');
    await plan('{"tasks":["pack","bo');
    const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(rows()).toEqual(['pack', 'bo']);
    await plan('ok"]');
    expect(rows()).toEqual(['pack', 'book']);
  });

  test('checks the lane by its schema', async () => {
    const { submit, write } = setUpFlow(
      <StructuredField
        lane="plan"
        schema={z.object({ title: z.string().max(3) })}
        path="title"
        data-testid="plan"
      />,
    );
    await submit();
    await write('plan')('{"title":"Trip"');
    expect(statusOf('plan')).toBe('invalid');
  });

  test('renders for its own field, and for none beside it', async () => {
    const note = vi.fn<(value: unknown) => void>();
    const { submit, write } = setUpFlow(
      <StructuredField lane="plan" path="title">
        {({ value }) => {
          note(value);
          return null;
        }}
      </StructuredField>,
    );
    await submit();
    const plan = write('plan');
    await plan('{"title":"Trip","note":"');
    note.mockClear();
    for (const text of ['a', 'b', 'c']) await plan(text);
    await write('other')('{"title":"x"');
    expect(note).not.toHaveBeenCalled();
  });

  test('says what it cannot use', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => setUpFlow(<StructuredField lane={7 as never} path="title" />)).toThrow(
      '`lane` takes a string: got 7.',
    );
    const schema = z.object({ title: z.string() });
    const without = { schema, path: 'title' } as never as { path: string };
    expect(() => setUpFlow(<StructuredField {...without} />)).toThrow('`schema` takes');
    expect(() => renderWithCache(<StructuredField lane="plan" path="title" />)).toThrow(
      expect.objectContaining({ code: 'missing-provider' }),
    );
    quiet.mockRestore();
  });
});

describe('A lane that never begins', () => {
  const shown = (
    <StructuredField lane="extra" path="title" data-testid="extra" pending="…" missing="none" />
  );

  test('has missing fields once its flow is over, and pending ones in the next run', async () => {
    const { submit, write, end } = setUpFlow(shown);
    await submit();
    expect(textOf('extra')).toBe('…');
    await end();
    expect([textOf('extra'), statusOf('extra')]).toEqual(['none', 'missing']);
    await submit();
    expect([textOf('extra'), statusOf('extra')]).toEqual(['…', 'pending']);
    await write('extra')('{"title":"More"');
    expect(textOf('extra')).toBe('More');
  });

  test('is the same to who comes when all is over, stopped or failed', async () => {
    const { submit, end, fail, stream, show } = setUpFlow(null);
    await submit();
    await end();
    await show(shown);
    expect(textOf('extra')).toBe('none');
    await submit();
    expect(textOf('extra')).toBe('…');
    await after(() => stream().stop());
    expect(textOf('extra')).toBe('none');
    await submit();
    await fail(new Error('offline'));
    expect(textOf('extra')).toBe('none');
  });

  test('does not keep anybody waiting in Suspense', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    function Awaited() {
      return <i>{useFieldValue<string>('title')}</i>;
    }
    const { submit, end } = setUpFlow(
      <Lane name="extra">
        <FieldBoundary
          path="title"
          fallback={({ error }) => <b data-testid="why">{String(error)}</b>}
        >
          <Suspense fallback={<b data-testid="wait">…</b>}>
            <Awaited />
          </Suspense>
        </FieldBoundary>
      </Lane>,
    );
    await submit();
    expect(textOf('wait')).toBe('…');
    await end();
    expect(textOf('why')).toContain('was stopped before the field title was there');
    quiet.mockRestore();
  });
});
