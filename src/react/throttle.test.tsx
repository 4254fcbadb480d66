import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { setUp } from '../../tests/support/stream-view.js';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { useField } from './index.js';

/** Longer than any test: what it holds back is not shown by waiting. */
const throttleMs = 1_000_000;

test('a component that renders between two flushes shows the one before, the field beside it too', async () => {
  const { transport, View, stream, shown } = setUp({ throttleMs });
  function Title() {
    return <h1>{useField('title', stream()).value}</h1>;
  }
  function Page() {
    const [clicks, setClicks] = useState(0);
    return (
      <>
        <button onClick={() => setClicks(clicks + 1)}>{clicks}</button>
        <View key="view" />
        {clicks > 0 && <Title key={clicks} />}
      </>
    );
  }
  const click = () => act(() => screen.getByRole('button').click());
  const all = () => [...shown(), screen.getByRole('heading').textContent];
  renderWithCache(<Page />);
  await after(() => void stream().submit({ topic: 'tides' }));
  await after(() => transport.last.push('{"title":"Ti'));
  click();
  expect(all()).toEqual(['streaming:Ti', 'Ti']);
  await after(() => transport.last.push('des an'));
  click();
  expect(all()).toEqual(['streaming:Ti', 'Ti']);
  // The title closes: what the throttle kept comes with it.
  await after(() => transport.last.push('d tea","score":1,"items":['));
  expect(all()).toEqual(['streaming:Tides and tea', 'Tides and tea']);
  await after(() => transport.last.push('{"name":"moon'));
  await after(() => stream().stop());
  expect(all()).toEqual(['stopped:Tides and tea', 'Tides and tea']);
  expect(stream().partial?.items).toEqual([{ name: 'moon' }]);
});
