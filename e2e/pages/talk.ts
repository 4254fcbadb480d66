// In: a script. Out: a model that says it, and everything a spec may do to the calls made of it.
// Knows nothing of requests and routes.

import type { ModelFunction } from 'fieldwise/agent';
import { createScriptedModel } from 'fieldwise/testing';
import type { z } from 'zod';
import { createGate } from '../../src/testing/playwright/gate.js';
import type { CallReport, Script } from './script.js';

/** The talk about one topic. */
export interface Talk {
  readonly model: ModelFunction;
  /** Lets the model say so many more pieces. */
  readonly say: (pieces: number) => void;
  /** How to break the connection of each call, oldest first. */
  readonly cuts: (() => void)[];
  readonly report: () => readonly CallReport[];
}

export function createTalk({ isHeld, failAfter, ...script }: z.output<typeof Script>): Talk {
  const scripted = createScriptedModel({
    ...script,
    ...(failAfter !== undefined && { failAfter }),
  });
  const gate = createGate(isHeld ? 0 : Infinity);
  return {
    cuts: [],
    say: gate.open,
    async *model(request) {
      for await (const chunk of scripted(request)) {
        await gate.pass(request.signal);
        yield chunk;
      }
    },
    report: () => scripted.calls.map(({ sent, status }) => ({ sent, status })),
  };
}
