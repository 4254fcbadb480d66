// In: an element and a margin. Out: a word whenever it comes near the screen or leaves it.
// Elements with one margin share an observer, as browsers are quickest with: one callback for all that crossed.
// Reads no layout itself, and knows nothing of what the elements show.

interface Watch {
  readonly observer: IntersectionObserver;
  readonly elements: Map<Element, (isSeen: boolean) => void>;
}

/** Of the module, and harmless: found by the document that is the key, and empty when nothing is watched. */
const watches = new WeakMap<Document, Map<string, Watch>>();

/**
 * Calls `onSight` soon with whether the element is within `rootMargin` of the screen, and whenever that changes. Where
 * nothing can be observed it is never called. The returned function ends it.
 */
export function watchSight(
  element: Element,
  rootMargin: string,
  onSight: (isSeen: boolean) => void,
): () => void {
  if (typeof IntersectionObserver !== 'function') return () => {};
  const { ownerDocument } = element;
  const byMargin = watches.get(ownerDocument) ?? new Map<string, Watch>();
  watches.set(ownerDocument, byMargin);
  const watch = byMargin.get(rootMargin) ?? createWatch(rootMargin);
  byMargin.set(rootMargin, watch);
  watch.elements.set(element, onSight);
  watch.observer.observe(element);
  return () => {
    watch.elements.delete(element);
    watch.observer.unobserve(element);
    if (watch.elements.size > 0) return;
    watch.observer.disconnect();
    byMargin.delete(rootMargin);
  };
}

function createWatch(rootMargin: string): Watch {
  const elements: Watch['elements'] = new Map();
  const hear = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting } of entries) elements.get(target)?.(isIntersecting);
  };
  // `rootMargin` widens the screen and not what scrolls in it; `scrollMargin`, where it is known, does that.
  const init: IntersectionObserverInit & { scrollMargin: string } = {
    rootMargin,
    scrollMargin: rootMargin,
  };
  return { observer: new IntersectionObserver(hear, init), elements };
}
