// In: streams, runs and elements. Out: the door to the matchers for `expect`.
// Typed for Vitest and for Jest's globals as soon as it is imported; needs neither to be installed.
// Knows nothing of React.

export { matchers } from './matchers.js';
export type { InstantMatchers, MatcherContext, MatcherResult } from './matchers.js';
