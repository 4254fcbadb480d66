// In: a page with a card on it. Out: what stuck out of the card at any moment since, each once: elements and lines of text.
// A card that clips what it cannot hold has no scroll width to tell of it; the boxes themselves do.
// Knows nothing of what is on the card.

import type { Locator } from '@playwright/test';

/** Measures the card now and in every frame in which it changed; the returned function tells what it has seen. */
export async function watchOverflow(card: Locator): Promise<() => Promise<readonly string[]>> {
  const watch = await card.evaluateHandle((element) => {
    const seen = new Set<string>();
    let frame = 0;
    const isClipped = (node: Node): boolean => {
      const parent = node.parentElement;
      if (parent === null || parent === element) return false;
      return getComputedStyle(parent).overflow !== 'visible' || isClipped(parent);
    };
    const measure = () => {
      frame = 0;
      const card = element.getBoundingClientRect();
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      const left = card.left + Number.parseFloat(paddingLeft) - 1;
      const right = card.right - Number.parseFloat(paddingRight) + 1;
      const nodes = document.createTreeWalker(
        element,
        NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      );
      const range = document.createRange();
      while (nodes.nextNode()) {
        const node = nodes.currentNode;
        range.selectNode(node);
        for (const box of node instanceof Element
          ? node.getClientRects()
          : range.getClientRects()) {
          if (box.width === 0 || (box.left >= left && box.right <= right) || isClipped(node))
            continue;
          const name = node instanceof Element ? node.outerHTML : (node.nodeValue ?? '');
          seen.add(`${Math.round(box.right - right)} px: ${name.slice(0, 80)}`);
        }
      }
    };
    new MutationObserver(() => (frame ||= requestAnimationFrame(measure))).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    measure();
    return () => {
      measure();
      return [...seen];
    };
  });
  return () => watch.evaluate((tell) => tell());
}
