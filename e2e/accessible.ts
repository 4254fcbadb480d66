// In: a page. Out: what axe finds wrong with it, in words short enough to read in a failed test.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** `rule: where` of each violation. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Legacy means without frames of other sites, for which axe would open a second page.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}
