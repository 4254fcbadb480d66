// In: a page and a path. Out: the element that shows that field, once it has the status.
// Found by what every field of ours writes on its element: `data-field` and `data-status`.
// Knows nothing of where the answer comes from.

import { formatPath, parsePath, toPointer, type FieldStatus } from '../../protocol/index.js';
import { TestingError } from '../error.js';

/** The part of Playwright's `Page`, `Frame` or `Locator` that is needed. */
export interface FieldPage<L extends FieldLocator> {
  locator(selector: string): L;
}

/** The part of Playwright's `Locator` that is needed. */
export interface FieldLocator {
  first(): this;
  waitFor(options: { state: 'attached'; timeout?: number }): Promise<void>;
  evaluateAll<R>(read: (elements: Element[]) => R): Promise<R>;
}

export interface WaitForFieldOptions {
  /** @default 'complete' */
  readonly status?: FieldStatus | readonly FieldStatus[];
  /** @default Playwright's own */
  readonly timeoutMs?: number;
}

/**
 * Waits until an element shows a field with a status, and returns its locator: the first, where several show it.
 *
 * @throws {TestingError} `missing-field` when time runs out; the message lists the fields of the page.
 * @throws {PathError} `invalid-path`
 * @example
 * ```ts no-run
 * import type { Page } from '@playwright/test';
 * import { waitForField } from 'fieldwise/testing/playwright';
 *
 * export async function readTitle(page: Page) {
 *   const title = await waitForField(page, 'title', { status: ['streaming', 'complete'] });
 *   return title.textContent();
 * }
 * ```
 */
export async function waitForField<L extends FieldLocator>(
  page: FieldPage<L>,
  path: string,
  { status = 'complete', timeoutMs }: WaitForFieldOptions = {},
): Promise<L> {
  const statuses = typeof status === 'string' ? [status] : status;
  const field = `:is(${notationsOf(path)
    .map((each) => `[data-field=${quote(each)}]`)
    .join()})`;
  const selector = statuses.map((each) => `${field}[data-status=${quote(each)}]`).join(', ');
  try {
    await page
      .locator(selector)
      .first()
      .waitFor({
        state: 'attached',
        ...(timeoutMs !== undefined && { timeout: timeoutMs }),
      });
  } catch (cause) {
    const shown = await page
      .locator('[data-field]')
      .evaluateAll((elements) =>
        elements.map((element) =>
          ['data-field', 'data-status'].map((name) => element.getAttribute(name)).join(' '),
        ),
      );
    throw new TestingError(
      'missing-field',
      `No element shows ${path === '' ? 'the root' : path} as ${statuses.join(' or ')}. ` +
        `The page shows: ${shown.length === 0 ? 'no field at all' : shown.join(', ')}.`,
      { cause },
    );
  }
  // Whatever becomes of its status later.
  return page.locator(field).first();
}

/** However the page writes it; ours writes the first. */
function notationsOf(path: string): readonly string[] {
  return [formatPath(path), path, toPointer(path), parsePath(path).join('.')];
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
