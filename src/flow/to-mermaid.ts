// In: a flow, or its description. Out: a flowchart in the words of Mermaid.
// Names go in as quoted text with everything but letters and digits as character codes, so that any name is only a name.
// Knows nothing of flows but their description.

import { kindOf } from '../internal/kind-of.js';
import { getOwn } from '../internal/own.js';
import { wrongName } from '../internal/usage-error.js';
import type {
  ContractDescription,
  FlowDescription,
  FlowGroup,
  FlowNode,
  FlowNodeKind,
} from './description.js';
import { FlowError } from './error.js';
import { simplifyDescription } from './simplify-description.js';

export interface MermaidOptions {
  /**
   * `simplified` has chunks, signals, choices and sub flows; `detailed` has also where groups begin and end, what is inside of
   * sub flows, limits, and a note of what the contract describes. @default 'simplified'
   */
  readonly mode?: 'simplified' | 'detailed';
}

type Shape = readonly [open: string, close: string];

const STORE: Shape = ['[(', ')]'];
const SIGNAL: Shape = ['{{', '}}'];
const OPENING: Shape = ['[/', '\\]'];
const CLOSING: Shape = ['[\\', '/]'];
const SHAPES: Readonly<Record<FlowNodeKind, Shape>> = {
  start: ['([', '])'],
  end: ['([', '])'],
  chunk: ['[', ']'],
  chain: ['((', '))'],
  event: SIGNAL,
  return: SIGNAL,
  when: SIGNAL,
  state: STORE,
  flowState: STORE,
  collect: STORE,
  batch: OPENING,
  endBatch: CLOSING,
  forEach: OPENING,
  endForEach: CLOSING,
  match: ['{', '}'],
  endMatch: CLOSING,
  subFlow: ['[[', ']]'],
  endSubFlow: CLOSING,
};

/**
 * Draws a flow as a Mermaid flowchart. Dotted arrows lead from a chunk to the events it says it sends.
 *
 * @throws {FlowError} `invalid-option`
 * @example
 * const flow = createTriggerFlow<{ input: string; result: number }>();
 * flow.to(flow.chunk('measure', ({ value }) => value.length)).end();
 * toMermaid(flow).split('\n')[2]; // '  n1["measure"]'
 */
export function toMermaid(
  flow: FlowDescription | { describe(): FlowDescription },
  options: MermaidOptions = {},
): string {
  const { mode = 'simplified' } = options;
  const wrong = wrongName(options, ['mode']);
  if (wrong !== undefined) throw new FlowError('invalid-option', `toMermaid ${wrong}`);
  if (mode !== 'simplified' && mode !== 'detailed') {
    throw refuse('mode', "'simplified' or 'detailed'", mode);
  }
  const whole =
    typeof flow === 'object' && flow !== null && 'describe' in flow ? flow.describe() : flow;
  if (!isDescription(whole)) throw refuse('flow', 'a flow, or what describe() gave', flow);
  const shown = mode === 'simplified' ? simplifyDescription(whole) : whole;
  return ['flowchart TD', ...new Chart(shown).lines(), ''].join('\n');
}

class Chart {
  readonly #shown: FlowDescription;
  readonly #ids: ReadonlyMap<string, string>;

  constructor(shown: FlowDescription) {
    this.#shown = shown;
    // Names of their own: `end` is a word of Mermaid.
    this.#ids = new Map(shown.nodes.map(({ id }, index) => [id, `n${index}`]));
  }

  *lines(): Iterable<string> {
    yield* this.#inside(undefined, '  ');
    const { contract } = this.#shown;
    if (contract !== undefined) yield `  contract>${quote(`contract: ${namesOf(contract)}`)}]`;
    for (const { from, to, label, kind } of this.#shown.edges) {
      const arrow = kind === 'emit' ? '-.->' : '-->';
      const text = label === undefined ? '' : `|${quote(label)}|`;
      yield `  ${this.#ids.get(from)} ${arrow}${text} ${this.#ids.get(to)}`;
    }
  }

  *#inside(group: string | undefined, indent: string): Iterable<string> {
    const { nodes, groups } = this.#shown;
    for (const node of nodes) {
      if (node.group === group) yield `${indent}${this.#ids.get(node.id)}${drawn(node)}`;
    }
    for (const inner of groups) {
      if (inner.group === group) yield* this.#group(inner, indent);
    }
  }

  *#group({ id, name }: FlowGroup, indent: string): Iterable<string> {
    yield `${indent}subgraph g${this.#ids.get(id)}[${quote(name)}]`;
    yield* this.#inside(id, `${indent}  `);
    yield `${indent}end`;
  }
}

function drawn({ kind, name, mode, again, concurrency, maxQueued }: FlowNode): string {
  const details = [
    mode,
    again === undefined ? undefined : 'again',
    concurrency === undefined ? undefined : `${concurrency} at once`,
    maxQueued === undefined ? undefined : `${maxQueued} queued`,
  ];
  const known = details.filter((detail) => detail !== undefined).join(', ');
  const [open, close] = SHAPES[kind];
  return `${open}${quote(known === '' ? name : `${name} (${known})`)}${close}`;
}

function namesOf({ events = {}, interrupts = {}, ...whole }: ContractDescription): string {
  return [
    ...Object.keys(whole),
    ...Object.keys(events).map((name) => `event ${name}`),
    ...Object.keys(interrupts).map((name) => `answer ${name}`),
  ].join(', ');
}

function quote(text: string): string {
  const codes = text
    .replaceAll(/[^\p{L}\p{N} ().,_-]/gu, (sign) => `#${sign.codePointAt(0)};`)
    // Mermaid takes a line with `direction TB` in it, in quotes as well, for one that says the direction.
    .replaceAll('direction ', 'direction#32;');
  return `"${codes.trim() === '' ? '#160;' : codes}"`;
}

function isDescription(given: unknown): given is FlowDescription {
  return ['nodes', 'edges', 'groups'].every((key) => Array.isArray(getOwn(given, key)));
}

function refuse(name: string, takes: string, given: unknown): FlowError {
  return new FlowError('invalid-option', `\`${name}\` takes ${takes}: got ${kindOf(given)}.`);
}
