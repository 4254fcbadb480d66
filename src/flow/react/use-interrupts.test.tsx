import { screen } from '@testing-library/react';
import type { InterruptAnswer } from 'fieldwise/client';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { asks, setUpFlow, textOf } from '../../../tests/support/flow-stage.js';
import { after } from '../../../tests/support/react-harness.js';
import { useInterrupt, useInterrupts } from './index.js';

// Loaded with the first fact; here it is there when a test begins.
beforeAll(() => import('../../client/beside-facts.js'));

describe('useInterrupt', () => {
  function Approval() {
    const asked = useInterrupt<string, boolean>('approve');
    const count = useInterrupts().length;
    if (asked === undefined) return <i data-testid="asked">nothing</i>;
    const { interrupt, answer, isAnswering, error } = asked;
    return (
      <button data-testid="asked" onClick={() => void answer(true)}>
        {`${count} ${interrupt.payload} ${isAnswering} ${error?.code ?? ''}`}
      </button>
    );
  }
  const pressAsked = () => after(() => screen.getByTestId('asked').click());

  test('asks, sends the answer by the transport, and is gone when the stream says so', async () => {
    const answer = vi.fn<(given: InterruptAnswer) => Promise<void>>(() => Promise.resolve());
    const { submit, send } = setUpFlow(<Approval />, { answer });
    await submit();
    expect(textOf('asked')).toBe('nothing');
    await send(asks('1'), asks('2', 'And?'));
    expect(textOf('asked')).toBe('2 Go? false ');
    await pressAsked();
    expect(answer).toHaveBeenCalledExactlyOnceWith({
      executionId: 'e',
      interruptId: '1',
      answer: true,
    });
    expect(textOf('asked')).toBe('2 Go? true ');
    await send(asks('1', 'Go?', 'resume'));
    expect(textOf('asked')).toBe('1 And? false ');
  });

  test('says why an answer was not taken, and stays open', async () => {
    const answer = vi.fn<(given: InterruptAnswer) => Promise<void>>(() =>
      Promise.reject(new Error('offline')),
    );
    const { submit, send } = setUpFlow(<Approval />, { answer });
    await submit();
    await send(asks('1'));
    await pressAsked();
    expect(textOf('asked')).toBe('1 Go? false connection-failed');
  });

  test('answers by a function of its own, and asks nothing once the flow is over', async () => {
    const own = vi.fn<(given: InterruptAnswer) => Promise<void>>(() => Promise.resolve());
    function Own() {
      const asked = useInterrupt('approve', { answer: own });
      return (
        <button data-testid="asked" onClick={() => void asked?.answer('yes')}>
          {asked?.interrupt.id}
        </button>
      );
    }
    const { submit, send, end } = setUpFlow(<Own />);
    await submit();
    await send(asks('1'));
    await pressAsked();
    expect(own).toHaveBeenCalledExactlyOnceWith({
      executionId: 'e',
      interruptId: '1',
      answer: 'yes',
    });
    await end();
    expect(textOf('asked')).toBe('');
  });
});

type Answered = (taken: boolean) => void;

/** Answers with its own name, and notes whether that was taken. */
function Asker({ name, taken }: { readonly name: string; readonly taken?: Answered }) {
  const asked = useInterrupt<string, string>('approve');
  if (asked === undefined) return <i data-testid={name}>nothing</i>;
  const { interrupt, answer, isAnswering, error } = asked;
  return (
    <button data-testid={name} onClick={() => void answer(name).then((was) => taken?.(was))}>
      {`${interrupt.payload} ${isAnswering} ${error?.code ?? ''}`}
    </button>
  );
}

const press = (...names: readonly string[]) =>
  after(() => {
    for (const name of names) screen.getByTestId(name).click();
  });

/** A transport whose answers are taken, or not, when the test says so. */
function createAnswers() {
  const given: { answer: unknown; take: () => void; refuse: (error: Error) => void }[] = [];
  const answer = ({ answer }: InterruptAnswer) =>
    new Promise<void>((resolve, reject) => {
      given.push({ answer, take: resolve, refuse: reject });
    });
  return { given, answer };
}

describe('A question', () => {
  test('pressed twice is answered once', async () => {
    const { given, answer } = createAnswers();
    const taken = vi.fn<Answered>();
    const { submit, send } = setUpFlow(<Asker name="a" taken={taken} />, {
      answer,
      isStrict: true,
    });
    await submit();
    await send(asks('1'));
    await press('a', 'a');
    expect(given.map(({ answer }) => answer)).toEqual(['a']);
    expect(taken).toHaveBeenCalledExactlyOnceWith(false);
    await after(() => given[0]?.take());
    expect(taken).toHaveBeenLastCalledWith(true);
    // Taken, and not yet told of by the stream: still not to be answered again.
    expect(textOf('a')).toBe('Go? true ');
    await press('a');
    expect(given).toHaveLength(1);
    await send(asks('1', 'Go?', 'resume'));
    expect(textOf('a')).toBe('nothing');
  });

  test('in two components is one: busy in both, answered once, its error in both', async () => {
    const { given, answer } = createAnswers();
    const both = [<Asker key="a" name="a" />, <Asker key="b" name="b" />];
    const { submit, send } = setUpFlow(both, { answer });
    await submit();
    await send(asks('1'));
    await press('a', 'b');
    expect(given.map(({ answer }) => answer)).toEqual(['a']);
    expect([textOf('a'), textOf('b')]).toEqual(['Go? true ', 'Go? true ']);
    await after(() => given[0]?.refuse(new Error('offline')));
    expect([textOf('a'), textOf('b')]).toEqual([
      'Go? false connection-failed',
      'Go? false connection-failed',
    ]);
    await press('b');
    expect(given.map(({ answer }) => answer)).toEqual(['a', 'b']);
    await send(asks('1', 'Go?', 'resume'));
    expect([textOf('a'), textOf('b')]).toEqual(['nothing', 'nothing']);
  });

  test('that somebody else answers meanwhile is gone without an error', async () => {
    const { given, answer } = createAnswers();
    const taken = vi.fn<Answered>();
    const { submit, send } = setUpFlow(<Asker name="a" taken={taken} />, { answer });
    await submit();
    await send(asks('1'));
    await press('a');
    await send(asks('1', 'Go?', 'resume'));
    await after(() => given[0]?.refuse(new Error('closed')));
    expect(textOf('a')).toBe('nothing');
    expect(taken).toHaveBeenCalledExactlyOnceWith(false);
    // Asked anew by the same name, as where an execution goes on elsewhere.
    await send(asks('1'));
    expect(textOf('a')).toBe('Go? false ');
  });

  test('outlives its component, and so does an answer on its way', async () => {
    const complain = vi.spyOn(console, 'error');
    const { given, answer } = createAnswers();
    const { submit, send, show } = setUpFlow(<Asker name="a" />, { answer, isStrict: true });
    await submit();
    await send(asks('1'));
    await press('a');
    await show(null);
    await after(() => given[0]?.take());
    await show(<Asker name="a" />);
    expect(textOf('a')).toBe('Go? true ');
    await send(asks('1', 'Go?', 'resume'));
    await show(null);
    await show(<Asker name="a" />);
    expect(textOf('a')).toBe('nothing');
    expect(complain).not.toHaveBeenCalled();
    complain.mockRestore();
  });

  test('is asked by nobody once the next run begins, whatever was on its way', async () => {
    const { given, answer } = createAnswers();
    const { submit, send } = setUpFlow(<Asker name="a" />, { answer });
    await submit();
    await send(asks('1'));
    await press('a');
    await submit();
    expect(textOf('a')).toBe('nothing');
    await send(asks('1'));
    expect(textOf('a')).toBe('Go? false ');
    await after(() => given[0]?.refuse(new Error('late')));
    expect(textOf('a')).toBe('Go? false ');
  });

  test('is gone once its answer was taken, though the connection is lost meanwhile', async () => {
    const { given, answer } = createAnswers();
    const { submit, send, fail } = setUpFlow(<Asker name="a" />, { answer });
    await submit();
    await send(asks('1'), asks('2', 'And?'));
    await press('a');
    await fail(new Error('lost'));
    expect(textOf('a')).toBe('Go? true ');
    await after(() => given[0]?.take());
    // The flow may still wait for the other one, on its server.
    expect(textOf('a')).toBe('And? false ');
    await press('a');
    await after(() => given[1]?.refuse(new Error('offline')));
    expect(textOf('a')).toBe('And? false connection-failed');
  });

  test('is gone with a connection that is lost after its answer was taken', async () => {
    const { given, answer } = createAnswers();
    const { submit, send, fail } = setUpFlow(<Asker name="a" />, { answer });
    await submit();
    await send(asks('1'));
    await press('a');
    await after(() => given[0]?.take());
    expect(textOf('a')).toBe('Go? true ');
    await fail(new Error('lost'));
    expect(textOf('a')).toBe('nothing');
  });

  test('is gone with a flow that fails', async () => {
    const { submit, send } = setUpFlow(<Asker name="a" />);
    await submit();
    await send(asks('1'));
    await send({ type: 'error', code: 'chunk-failed', message: 'It failed.' });
    expect(textOf('a')).toBe('nothing');
  });

  test('refuses a name that is none, and an answer that is no function', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    function Wrong({ name, answer }: { readonly name?: unknown; readonly answer?: unknown }) {
      return <>{useInterrupt(name as string, { answer: answer as never })?.executionId}</>;
    }
    function WrongList() {
      return <>{useInterrupts({ answer: 1 as never }).length}</>;
    }
    expect(() => setUpFlow(<Wrong name={1} />)).toThrow('`name` takes a string');
    expect(() => setUpFlow(<Wrong answer="yes" />)).toThrow('`answer` takes a function');
    expect(() => setUpFlow(<WrongList />)).toThrow('`answer` takes a function');
    quiet.mockRestore();
  });
});
