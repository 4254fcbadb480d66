// In: signals that steps listen for, and where chunks stand. Out: one node for each signal, with those that send it before it.
// Knows nothing of chains.

import type { RunnableChunk } from './chunk.js';
import type { FlowNode, FlowNodeKind } from './description.js';
import type { Drawing } from './drawing.js';
import type { Trigger } from './trigger.js';

export class DescribedSignals {
  readonly #drawing: Drawing;
  readonly #prefix: string;
  readonly #within: { readonly group?: string };
  /** The ids of nodes by the key of their trigger. */
  readonly #ids = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #placed = new Map<RunnableChunk, Set<string>>();

  /** `within` says what group the signals stand in. */
  constructor(drawing: Drawing, prefix: string, within: { readonly group?: string }) {
    this.#drawing = drawing;
    this.#prefix = prefix;
    this.#within = within;
  }

  /** The node of a signal; all that listen for it stand behind it. */
  at({ kind, name, key }: Pick<Trigger, 'kind' | 'name' | 'key'>): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const shown = kind === 'chunk' ? 'return' : (kind as FlowNodeKind);
    const id = this.#free(`${this.#prefix}${shown}:${name}`);
    this.#ids.set(key, id);
    return this.#drawing.node({ id, kind: shown, name, ...this.#within });
  }

  /** A chunk stands here. */
  place(chunk: RunnableChunk, node: FlowNode): void {
    this.#drawing.node(node);
    const placed = this.#placed.get(chunk) ?? new Set();
    this.#placed.set(chunk, placed.add(node.id));
    for (const name of chunk.emits) {
      this.#drawing.edge(node.id, this.at({ kind: 'event', name, key: `event:${name}` }), 'emit');
    }
  }

  /** Leads from every place of a chunk to where its return is listened for. */
  finish(): void {
    for (const [{ trigger }, nodes] of this.#placed) {
      const to = this.#ids.get(trigger.key);
      if (to === undefined) continue;
      for (const from of nodes) this.#drawing.edge(from, to, 'value');
    }
  }

  /** Two chunks may have one name. */
  #free(id: string, count = 1): string {
    const free = count === 1 ? id : `${id}:${count}`;
    if (this.#taken.has(free)) return this.#free(id, count + 1);
    this.#taken.add(free);
    return free;
  }
}
