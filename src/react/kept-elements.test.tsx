import { expect, test } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { StructuredText } from './index.js';

test('a text whose tag is changed while it streams goes on in the new element', async () => {
  const { stream, call } = await startedRun();
  const { container, rerender } = renderWithCache(
    <StructuredText path="title" as="h1" stream={stream} />,
    { isStrict: true },
  );
  await after(() => call.push('{"title":"Ti'));
  rerender(<StructuredText path="title" as="h2" stream={stream} />);
  expect(container.textContent).toBe('Ti');
  await after(() => call.push('des'));
  expect(container.textContent).toBe('Tides');
  await after(() => call.push('"'));
  expect(container.innerHTML).toBe('<h2 data-field="title" data-status="complete">Tides</h2>');
});
