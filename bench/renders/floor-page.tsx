// In: the scene. Out: the page with a per-field store written by hand for exactly this answer.
// The floor: reads a flat object of plain strings and nothing else, no escapes, no errors, no types; renders per frame.
// Knows nothing of the other contestants.

import { useEffect, useState, useSyncExternalStore, type ReactElement } from 'react';
import { Cell, countPage, type Counters, type PageProps } from './counters.js';
import { respond, type Scene } from './scene.js';

class FlatStore {
  readonly #values = new Map<string, string>();
  readonly #listeners = new Map<string, () => void>();
  readonly #changed = new Set<string>();
  #key = '';
  #quotes = 0;
  #frame = 0;

  get = (name: string): string | undefined => this.#values.get(name);

  listen(name: string, listener: () => void): () => void {
    this.#listeners.set(name, listener);
    return () => this.#listeners.delete(name);
  }

  /** Odd quotes open, even ones close; keys and values take turns. */
  feed(chunk: string): void {
    for (const [index, part] of chunk.split('"').entries()) {
      if (index > 0) this.#quotes += 1;
      const place = this.#quotes % 4;
      if (place === 1) this.#key = index > 0 ? part : this.#key + part;
      if (place !== 3) continue;
      this.#values.set(this.#key, (this.#values.get(this.#key) ?? '') + part);
      this.#changed.add(this.#key);
    }
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const name of this.#changed) this.#listeners.get(name)?.();
    this.#changed.clear();
  }
}

function Field({
  store,
  name,
  counters,
}: {
  store: FlatStore;
  name: string;
  counters: Counters;
}): ReactElement {
  const [subscribe] = useState(() => (listener: () => void) => store.listen(name, listener));
  const value = useSyncExternalStore(subscribe, () => store.get(name));
  return <Cell counters={counters} name={name} value={value} />;
}

async function read(response: Response, store: FlatStore): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done) return store.flush();
    store.feed(value ?? '');
  }
}

export function FloorPage({
  names,
  counters,
  onOver,
  scene,
  paceMs,
}: PageProps & { readonly scene: Scene; readonly paceMs: number }): ReactElement {
  countPage(counters);
  const [store] = useState(() => new FlatStore());
  useEffect(() => {
    void read(respond(scene.chunks, paceMs, 'text/plain'), store).then(onOver);
  }, [store, scene, paceMs, onOver]);
  return (
    <>
      {names.map((name) => (
        <Field key={name} store={store} name={name} counters={counters} />
      ))}
    </>
  );
}
