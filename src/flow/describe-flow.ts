// In: the calls a flow was built by. Out: its nodes, edges and groups.
// Each call is looked at once; what it stands behind has been looked at before.
// Knows nothing of steps or executions.

import { DescribedSignals } from './described-signals.js';
import type { FlowDescription, FlowNode } from './description.js';
import { Drawing } from './drawing.js';
import { writtenCase, type Plan, type PlannedFlow, type PlanStep, type Spot } from './plan.js';

/** A group while it is looked at. */
interface Group {
  readonly id: string;
  readonly outer: Group | undefined;
  /** Where its branches meet. */
  readonly end: FlowNode;
  cases: number;
  hasElse: boolean;
}

/** Where a chain is: what its values come out of, and by which case. */
interface Place {
  readonly node: string;
  readonly label: string | undefined;
  /** Where the chain begins. */
  readonly head: string;
  readonly group: Group | undefined;
}

type Of<K extends PlanStep['kind']> = Extract<PlanStep, { readonly kind: K }>;

const ENDS = { batch: 'endBatch', forEach: 'endForEach', match: 'endMatch' } as const;

/** What `flow.describe()` gives. */
export function describeFlow(flow: PlannedFlow): FlowDescription {
  const drawing = new Drawing();
  const start = drawing.node({ id: 'start', kind: 'start', name: 'start' });
  const end = { id: 'end', kind: 'end', name: 'end' } as const;
  new Describer(drawing, { start, end, prefix: '', around: new Map([[flow.plan, start]]) }).look(
    flow.plan.steps,
  );
  return drawing.finish(flow.name);
}

/** Where a flow is described: the whole, or inside of another one. */
interface Frame {
  readonly start: string;
  readonly end: FlowNode;
  /** Of the ids of what is in it. */
  readonly prefix: string;
  /** The flow and those it is inside of, by where they begin: one that runs itself is described once. */
  readonly around: ReadonlyMap<Plan, string>;
  /** The id of the group that it is. */
  readonly group?: string;
}

class Describer {
  readonly #drawing: Drawing;
  readonly #frame: Frame;
  readonly #signals: DescribedSignals;
  readonly #places = new Map<Spot, Place>();
  /** Nodes of steps by what makes them one: the same chunk behind the same place is. */
  readonly #chunks = new Map<string, string>();

  constructor(drawing: Drawing, frame: Frame) {
    this.#drawing = drawing;
    this.#frame = frame;
    this.#signals = new DescribedSignals(drawing, frame.prefix, this.#within(undefined));
    this.#places.set(0, begin(frame.start));
  }

  look(steps: readonly PlanStep[]): void {
    for (const step of steps) {
      const place = step.kind === 'chain' ? this.#chain(step) : this.#behind(step);
      this.#places.set(step.id, place);
    }
    this.#signals.finish();
  }

  #behind(step: Exclude<PlanStep, { readonly kind: 'chain' }>): Place {
    const from = this.#at(step.after);
    switch (step.kind) {
      case 'to':
        return this.#chunk(step, from);
      case 'subFlow':
        return this.#subFlow(step, from);
      case 'join':
        return this.#join(step, from);
      case 'when':
        return this.#when(step, from);
      case 'batch':
        return this.#batch(step, from);
      case 'forEach':
        return this.#open(step, from, limit(step.concurrency));
      case 'match':
        return this.#open(step, from, { mode: step.mode });
      case 'case':
        return this.#case(from, writtenCase(step.test));
      case 'caseElse':
        if (from.group !== undefined) from.group.hasElse = true;
        return this.#case(from, 'else');
      case 'endForEach':
        return this.#close(from);
      case 'endMatch':
        return this.#endMatch(from);
      case 'collect':
        return this.#collect(step, from);
      default:
        return this.#lead(from, this.#drawing.node(this.#frame.end));
    }
  }

  #chain({ id }: Of<'chain'>): Place {
    const node = { id: this.#id(id), kind: 'chain', name: 'chain', ...this.#within() } as const;
    return begin(this.#drawing.node(node));
  }

  #chunk({ id, chunk, concurrency, maxQueued }: Of<'to'>, from: Place): Place {
    const key = JSON.stringify([from.node, from.label, chunk.trigger.key]);
    const node = this.#chunks.get(key) ?? this.#id(id);
    this.#chunks.set(key, node);
    const { name } = chunk;
    const options = { ...this.#within(from.group), ...limit(concurrency, maxQueued) };
    this.#signals.place(chunk, { id: node, kind: 'chunk', name, ...options });
    return this.#lead(from, node);
  }

  /** The other flow stands in a group, between a node where values enter it and one where its result comes out. */
  #subFlow({ id: spot, name, flow, parts }: Of<'subFlow'>, from: Place): Place {
    const { prefix, around } = this.#frame;
    const id = this.#id(spot);
    const kind = 'subFlow';
    const options = limit(parts.concurrency);
    const again = around.get(flow.plan);
    if (again !== undefined) {
      const node = { id, kind, name, again, ...this.#within(from.group), ...options } as const;
      return this.#lead(from, this.#drawing.node(node));
    }
    this.#drawing.group({ id, kind, name, ...this.#within(from.group) });
    const start = this.#drawing.node({ id, kind, name, group: id, ...options });
    const end = {
      id: `${id}.end`,
      kind: 'endSubFlow',
      name: `the end of ${name}`,
      group: id,
    } as const;
    this.#lead(from, start);
    const inside = { start, end, prefix: `${prefix}${spot}/`, group: id };
    new Describer(this.#drawing, { ...inside, around: new Map([...around, [flow.plan, id]]) }).look(
      flow.plan.steps,
    );
    return { ...from, node: this.#drawing.node(end), label: undefined };
  }

  #join({ chain }: Of<'join'>, from: Place): Place {
    const { node, label, head } = this.#at(chain);
    this.#lead(from, head);
    return { ...from, node, label };
  }

  #when({ id, triggers, mode, isAlone }: Of<'when'>, { group }: Place): Place {
    const [first] = triggers;
    if (isAlone && first !== undefined) return begin(this.#signals.at(first), group);
    const options = { ...this.#within(group), mode };
    const node = this.#drawing.node({
      id: this.#id(id),
      kind: 'when',
      name: `when-${id}`,
      ...options,
    });
    for (const trigger of triggers) this.#drawing.edge(this.#signals.at(trigger), node, 'value');
    return begin(node, group);
  }

  #batch(step: Of<'batch'>, from: Place): Place {
    const inside = this.#open(step, from, limit(step.concurrency));
    const after = this.#close(inside, step.branches.length === 0);
    for (const [index, [branch, chunk]] of step.branches.entries()) {
      const id = `${inside.node}.${index + 1}`;
      const { name } = chunk;
      this.#signals.place(chunk, { id, kind: 'chunk', name, ...this.#within(inside.group) });
      this.#drawing.edge(inside.node, id, 'value', branch);
      this.#drawing.edge(id, after.node, 'value');
    }
    return after;
  }

  #open(
    { id: spot, kind }: Of<'batch' | 'forEach' | 'match'>,
    from: Place,
    options: Partial<FlowNode>,
  ): Place {
    const id = this.#id(spot);
    const name = `${kind}-${spot}`;
    this.#drawing.group({ id, kind, name, ...this.#within(from.group) });
    const node = this.#drawing.node({ id, kind, name, group: id, ...options });
    const end = { id: `${id}.end`, kind: ENDS[kind], name: `the end of ${name}`, group: id };
    const group = { id, outer: from.group, end, cases: 0, hasElse: false };
    return { ...this.#lead(from, node), group };
  }

  /** Goes on behind the group that `from` stands in. */
  #close(from: Place, leads = !isMatchHead(from)): Place {
    const { group } = from;
    if (group === undefined) return from;
    const node = this.#drawing.node(group.end);
    if (leads) this.#lead(from, node);
    return { ...from, label: undefined, node, group: group.outer };
  }

  /** What no case takes goes on as it is. */
  #endMatch(from: Place): Place {
    const { group } = from;
    const place = this.#close(from);
    if (group?.hasElse === false) this.#drawing.edge(group.id, place.node, 'value', 'else');
    return place;
  }

  /** The next case of the match that `from` stands in; the case before it ends there. */
  #case(from: Place, label: string | undefined): Place {
    const { group } = from;
    if (group === undefined) return from;
    if (!isMatchHead(from)) this.#close(from);
    group.cases++;
    return { ...from, node: group.id, label: label ?? `case ${group.cases}` };
  }

  #collect({ name, branch, mode }: Of<'collect'>, from: Place): Place {
    const node = this.#signals.at({ kind: 'collect', name, key: `collect:${name}` });
    this.#drawing.node({ id: node, kind: 'collect', name, mode });
    this.#drawing.edge(from.node, node, 'value', branch);
    return { ...from, node, label: undefined };
  }

  #lead(from: Place, to: string): Place {
    this.#drawing.edge(from.node, to, 'value', from.label);
    return { ...from, node: to, label: undefined };
  }

  #id(spot: Spot): string {
    return `${this.#frame.prefix}${spot}`;
  }

  #within(group?: Group): { readonly group?: string } {
    const id = group?.id ?? this.#frame.group;
    return id === undefined ? {} : { group: id };
  }

  #at(spot: Spot): Place {
    return this.#places.get(spot) ?? begin(this.#frame.start);
  }
}

function begin(node: string, group?: Group): Place {
  return { node, head: node, label: undefined, group };
}

/** Between `match()` and its first case. */
function isMatchHead({ node, label, group }: Place): boolean {
  return group?.end.kind === 'endMatch' && node === group.id && label === undefined;
}

function limit(
  concurrency: number,
  maxQueued = Infinity,
): Pick<FlowNode, 'concurrency' | 'maxQueued'> {
  return {
    ...(concurrency === Infinity ? {} : { concurrency }),
    ...(maxQueued === Infinity ? {} : { maxQueued }),
  };
}
