// In: chunks that wait for a person, and answers. Out: each chunk gone on with once, or told that nobody answered.
// A wait is work of its scope, so nothing around it is over before it is, and what ends the scope ends the wait.
// Knows nothing of how people are asked.

import { checkValue, schemaOf, type Contract } from './contract.js';
import type { Engine } from './engine.js';
import { FlowError } from './error.js';
import type { News } from './forgotten-news.js';
import type { FlowInterrupt, InterruptNews } from './interrupt-types.js';
import type { PauseLimit } from './pause.js';
import type { Scope } from './scope.js';
import type { Step } from './step.js';
import { startTimer } from './timer.js';

/** Where the answer goes. */
export interface Asker {
  readonly step: Step;
  readonly scope: Scope;
  /** Schemas of the answers, by the name of what is asked. */
  readonly answers: Contract['interrupts'];
  /** Sends the answer on as what the chunk returned. */
  readonly done: (answer: unknown) => void;
}

export interface PendingInterrupt {
  readonly interrupt: FlowInterrupt;
  readonly asker: Asker;
  readonly otherwise: PauseLimit['otherwise'];
}

interface Pending extends PendingInterrupt {
  /** Counts as one piece of work where the chunk stood. */
  readonly scope: Scope;
  stopTimer: () => void;
  /** Tell those whose answers are being checked that it is over. */
  readonly leaving: Set<() => void>;
}

export interface InterruptsOptions {
  readonly engine: Engine;
  /** `isGivenUp` says of what nobody answered in time that its chunk fails. */
  readonly tell: (news: InterruptNews, isGivenUp?: boolean) => void;
  /** The number of interrupts there have been. @default 0 */
  readonly count?: number;
}

export class Interrupts {
  readonly #options: InterruptsOptions;
  readonly #pending = new Map<string, Pending>();
  #count: number;

  constructor(options: InterruptsOptions) {
    this.#options = options;
    this.#count = options.count ?? 0;
  }

  get count(): number {
    return this.#count;
  }

  /** Oldest first. */
  get pending(): readonly PendingInterrupt[] {
    return [...this.#pending.values()];
  }

  get size(): number {
    return this.#pending.size;
  }

  /** Begins to wait. */
  open(
    asked: Omit<FlowInterrupt, 'id' | 'expiresAt'>,
    limit: PauseLimit | undefined,
    asker: Asker,
  ): void {
    const id = String(++this.#count);
    const interrupt: FlowInterrupt =
      limit === undefined
        ? { id, ...asked }
        : { id, ...asked, expiresAt: Date.now() + limit.timeoutMs };
    this.wait({ interrupt, asker, otherwise: limit?.otherwise });
    this.#options.tell({ type: 'interrupt', action: 'pause', interrupt });
  }

  /** Waits for what was asked before. */
  wait(waiting: PendingInterrupt): void {
    const { interrupt, asker } = waiting;
    const { id, expiresAt } = interrupt;
    const scope: Scope = this.#options.engine.openScope(asker.scope, {
      onAborted: () => {
        if (!this.#take(id)) return;
        this.#options.tell({ type: 'interrupt', action: 'cancel', interrupt });
        // What is around it may go on: one that caught a failure waits for nothing here any more.
        scope.wake(() => scope.release());
      },
    });
    scope.hold();
    scope.rest();
    const pending: Pending = {
      ...waiting,
      scope,
      stopTimer: () => undefined,
      leaving: new Set(),
    };
    this.#pending.set(id, pending);
    if (expiresAt !== undefined) this.#wake(pending, expiresAt);
  }

  /** @throws {FlowError} `unknown-interrupt`, `closed-interrupt`, `invalid-answer` */
  async answer(asked: string | FlowInterrupt, given: unknown): Promise<void> {
    const { id, name } = typeof asked === 'string' ? { id: asked, name: undefined } : asked;
    const pending = this.#pending.get(id);
    if (pending === undefined) throw this.#missing(id);
    const { interrupt } = pending;
    if (name !== undefined && name !== interrupt.name) throw unknown(id);
    const schema = schemaOf(pending.asker.answers, interrupt.name);
    const answer =
      schema === undefined
        ? given
        : await whileOpen(pending, () => checkValue(schema, given, answerTo(interrupt)));
    if (!this.#take(id)) throw closed(id);
    this.#options.tell({ type: 'interrupt', action: 'resume', interrupt, answer });
    this.#goOn(pending, () => pending.asker.done(answer));
  }

  /** A moment is kept by the calendar: a timer may be early, or have slept with its machine. */
  #wake(pending: Pending, at: number): void {
    pending.stopTimer = startTimer(at - Date.now(), () =>
      Date.now() < at ? this.#wake(pending, at) : this.#expire(pending),
    );
  }

  #expire(pending: Pending): void {
    const { interrupt, otherwise, asker, scope } = pending;
    if (!this.#take(interrupt.id)) return;
    const isGivenUp = otherwise === undefined;
    this.#options.tell({ type: 'interrupt', action: 'expire', interrupt }, isGivenUp);
    if (isGivenUp) {
      const { chunk, name } = interrupt;
      const what = `The chunk ${JSON.stringify(chunk)} failed: nobody answered ${JSON.stringify(name)} in time.`;
      this.#goOn(pending, () => scope.fail(new FlowError('unanswered', what, { chunk })));
    } else this.#goOn(pending, () => asker.done(otherwise.value));
  }

  /** Where only so many may be at work, what goes on waits for its turn; until then it is under way. */
  #goOn({ scope }: Pending, go: () => void): void {
    const { activity } = this.#options.engine;
    activity.begin();
    scope.wake(() => {
      if (scope.reason === undefined) go();
      scope.release();
      activity.end();
    });
  }

  /** True if it was there: then it is the caller's to end. */
  #take(id: string): boolean {
    const pending = this.#pending.get(id);
    if (pending === undefined) return false;
    pending.stopTimer();
    for (const leave of pending.leaving) leave();
    return this.#pending.delete(id);
  }

  #missing(id: string): FlowError {
    const number = Number(id);
    const wasThere = String(number) === id && Number.isInteger(number) && number > 0;
    return wasThere && number <= this.#count ? closed(id) : unknown(id);
  }
}

/** A question is still so until it has an answer, or needs none. */
export function newsOf({ action, interrupt }: InterruptNews): News {
  return { about: `question ${interrupt.id}`, isOver: action !== 'pause' };
}

/** The verdict on an answer, or nothing once the question is over: a schema may never answer. */
async function whileOpen({ leaving }: Pending, check: () => unknown): Promise<unknown> {
  let leave = (): void => undefined;
  const over = new Promise<void>((resolve) => leaving.add((leave = resolve)));
  try {
    return await Promise.race([check(), over]);
  } finally {
    leaving.delete(leave);
  }
}

function unknown(id: string): FlowError {
  return new FlowError(
    'unknown-interrupt',
    `The execution waits for no ${JSON.stringify(id)}. \`interrupts\` has what it waits for.`,
  );
}

function closed(id: string): FlowError {
  return new FlowError(
    'closed-interrupt',
    `${JSON.stringify(id)} is answered already, or is not wanted any more. \`interrupts\` has what is.`,
  );
}

function answerTo({ name }: FlowInterrupt) {
  return {
    code: 'invalid-answer',
    what: `The answer to ${JSON.stringify(name)}`,
    next: 'The execution still waits for one that does.',
  } as const;
}
