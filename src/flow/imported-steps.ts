// In: the steps of an exported flow, one at a time. Out: each made on the flow by the call that it stands for.
// Knows nothing of the rest of a config.

import type { ChainBuilder } from './chain-builder.js';
import type { RunnableChunk } from './chunk.js';
import type { FlowBuilder } from './flow-builder.js';
import type { SnapshotPart } from './snapshot-part.js';
import { createTrigger, type Trigger } from './trigger.js';
import type { Named } from './triggers.js';

type Finder = (kind: 'chunks' | 'conditions' | 'functions' | 'flows', name: string) => unknown;
type Handler = (data: never) => unknown;

const KEYS: Readonly<Record<string, readonly string[]>> = {
  to: ['chunk', 'concurrency', 'maxQueued'],
  chain: [],
  join: ['chain'],
  subFlow: ['flow', 'name', 'concurrency', 'resources', 'capture', 'writeBack'],
  when: ['on', 'mode'],
  batch: ['branches', 'concurrency'],
  forEach: ['concurrency'],
  match: ['mode'],
  case: ['value', 'condition'],
  collect: ['name', 'branch', 'mode'],
  endForEach: [],
  caseElse: [],
  endMatch: [],
  end: [],
};
const SIGNALS = ['event', 'chunk', 'state', 'flowState', 'collect'] as const;

export class ImportedSteps {
  readonly #flow: FlowBuilder;
  readonly #find: Finder;
  readonly #emits: SnapshotPart | undefined;
  readonly #chains = new Map<unknown, ChainBuilder | undefined>();
  readonly #chunks = new Map<string, RunnableChunk>();
  #last: unknown = 0;

  constructor(flow: FlowBuilder, find: Finder, emits: SnapshotPart | undefined) {
    this.#flow = flow;
    this.#find = find;
    this.#emits = emits;
    this.#chains.set(0, flow);
  }

  add(step: SnapshotPart, place: number): void {
    const kind = step.part('kind').text();
    const keys = Object.hasOwn(KEYS, kind) ? KEYS[kind] : undefined;
    if (keys === undefined) return step.part('kind').refuse('is unknown');
    step.only(['kind', 'id', 'after', ...keys]);
    const id = step.has('id') ? step.part('id').key() : place;
    if (this.#chains.has(id)) step.part('id').refuse('comes twice');
    this.#chains.set(id, this.#make(kind, step));
    this.#last = id;
  }

  #make(kind: string, step: SnapshotPart): ChainBuilder | undefined {
    if (kind === 'chain') return this.#flow.chain();
    if (kind === 'when') {
      const from = step.has('after') ? this.#chain(step.part('after')) : this.#flow;
      return from.listen(this.#signals(step.part('on')), mode(step, ['and', 'or', 'simpleOr']));
    }
    const from = step.has('after') ? this.#chain(step.part('after')) : this.#behindLast(step);
    switch (kind) {
      case 'to':
        return from.to(this.#chunk(step.part('chunk')), {
          ...limit(step),
          ...(step.has('maxQueued') ? { maxQueued: step.part('maxQueued').count() } : {}),
        });
      case 'join':
        return from.to(this.#chain(step.part('chain')));
      case 'subFlow':
        return this.#subFlow(from, step);
      case 'batch':
        return this.#batch(from, step);
      case 'forEach':
        return from.forEach(limit(step));
      case 'endForEach':
        return from.endForEach();
      case 'match':
        return from.match({ mode: mode(step, ['hitFirst', 'hitAll']) });
      case 'case':
        return from.case(this.#test(step));
      case 'caseElse':
        return from.caseElse();
      case 'endMatch':
        return from.endMatch();
      case 'collect': {
        const [name, branch] = [step.part('name').text(), step.part('branch').text()];
        return from.collect(name, branch, {
          mode: mode(step, ['filledAndUpdate', 'filledThenEmpty']),
        });
      }
      default:
        from.end();
        return undefined;
    }
  }

  #subFlow(from: ChainBuilder, step: SnapshotPart): ChainBuilder {
    const flow = step.has('flow') ? this.#named('flows', step.part('flow')) : this.#flow;
    const functionAt = (key: string) =>
      step.has(key) ? { [key]: this.#function('functions', step.part(key)) } : {};
    return from.toSubFlow(flow, {
      ...(step.has('name') ? { name: step.part('name').text() } : {}),
      ...limit(step),
      ...(step.has('resources')
        ? {
            resources: step
              .part('resources')
              .list()
              .map((name) => name.text()),
          }
        : {}),
      ...functionAt('capture'),
      ...functionAt('writeBack'),
    });
  }

  #batch(from: ChainBuilder, step: SnapshotPart): ChainBuilder {
    const branches = step
      .part('branches')
      .list()
      .map((branch) => {
        branch.only(['name', 'chunk']);
        return [branch.part('name').text(), this.#chunk(branch.part('chunk'))] as const;
      });
    const areOwn = branches.every(([name, chunk]) => name === chunk.name);
    const given = areOwn ? branches.map(([, chunk]) => chunk) : Object.fromEntries(branches);
    if (!areOwn && Object.keys(given).length < branches.length) {
      step.part('branches').refuse('has two of one name');
    }
    return from.batch(given, limit(step));
  }

  #test(step: SnapshotPart): unknown {
    if (step.has('condition') === step.has('value')) {
      step.refuse('has to have either a `condition` or a `value`');
    }
    return step.has('value')
      ? step.part('value').value()
      : this.#function('conditions', step.part('condition'));
  }

  #signals(on: SnapshotPart): Named {
    if (!on.isList()) return { triggers: [this.#signal(on)], isAlone: true };
    const triggers = on.list().map((each) => this.#signal(each));
    const keys = new Set(triggers.map(({ key }) => key));
    if (keys.size === 0 || keys.size < triggers.length) on.refuse('is empty, or has one twice');
    return { triggers, isAlone: false };
  }

  #signal(part: SnapshotPart): Trigger {
    const kind = SIGNALS.find((each) => part.has(each));
    if (kind === undefined) return part.refuse(`is none of ${SIGNALS.join(', ')}`);
    part.only([kind]);
    const name = part.part(kind);
    return kind === 'chunk' ? this.#chunk(name).trigger : createTrigger(kind, name.text());
  }

  #chunk(part: SnapshotPart): RunnableChunk {
    const name = part.text();
    const known = this.#chunks.get(name);
    if (known !== undefined) return known;
    const handler = this.#function('chunks', part);
    const emits = this.#emits?.has(name) === true ? this.#emits.part(name).list() : [];
    const chunk = this.#flow.chunk(name, handler, { emits: emits.map((event) => event.text()) });
    this.#chunks.set(name, chunk);
    return chunk;
  }

  #function(kind: 'chunks' | 'conditions' | 'functions', part: SnapshotPart): Handler {
    const found = this.#named(kind, part);
    if (typeof found === 'function') return found as Handler;
    return part.refuse(`names what is no function in \`${kind}\``);
  }

  #named(kind: Parameters<Finder>[0], part: SnapshotPart): unknown {
    const name = part.text();
    return (
      this.#find(kind, name) ?? part.refuse(`is ${JSON.stringify(name)}, which \`${kind}\` has not`)
    );
  }

  #chain(part: SnapshotPart): ChainBuilder {
    return this.#chains.get(part.key()) ?? part.refuse('is no step before it that goes on');
  }

  #behindLast(step: SnapshotPart): ChainBuilder {
    return this.#chains.get(this.#last) ?? step.refuse('needs `after`: nothing goes on before it');
  }
}

function limit(step: SnapshotPart): { readonly concurrency?: number } {
  return step.has('concurrency') ? { concurrency: step.part('concurrency').count() } : {};
}

/** One of the words given, of which the first goes without saying. */
function mode<const Mode extends string>(
  step: SnapshotPart,
  modes: readonly [Mode, ...Mode[]],
): Mode {
  if (!step.has('mode')) return modes[0];
  const text = step.part('mode').text();
  return modes.find((each) => each === text) ?? step.part('mode').refuse('is unknown');
}
