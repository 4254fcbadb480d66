// In: a response, and a terminal or what it is piped to. Out: the door to showing answers while they are written.
// It stands alone, so that no worker carries what only a terminal needs.
// Knows nothing of models or requests.

export { formatEvents } from './format-events.js';
export type { FormatEventsOptions } from './format-events.js';
export { printResponse } from './print-response.js';
export type { PrintOptions, TextOutput } from './print-response.js';
