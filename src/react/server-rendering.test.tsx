// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { createPage } from '../../tests/support/report-page.js';

test('the server renders what was there before anything was submitted, and sends nothing', async () => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  const { transport, page } = createPage();
  const html = renderToString(page());
  expect(html).toContain('<b>idle</b>');
  expect(html).toContain('data-status="pending" aria-busy="true">…</span>');
  expect(html).toContain('<li>soon</li>');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(transport.calls).toHaveLength(0);
  expect(complain).not.toHaveBeenCalled();
  complain.mockRestore();
});
