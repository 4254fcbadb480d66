'use client';
// In: nothing. Out: the components of the devtools themselves, with all that is behind them.
// What the door loads later, and what production may ask for at once.
// Knows nothing of who asks.

export { InstantDevtools } from './instant-devtools.js';
export { InstantDevtoolsPanel } from './instant-devtools-panel.js';
