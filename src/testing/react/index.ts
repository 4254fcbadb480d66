// In: components. Out: the door to testing them: streams that say what a test tells them to, and checks of every split.
// Needs React and @testing-library/react; what it builds on besides is in `fieldwise/testing`.
// Knows no test runner.

export { checkEveryRender } from './check-every-render.js';
export type { CheckEveryRenderOptions } from './check-every-render.js';
export type { StreamControls } from './held-stream.js';
export { renderWithStream } from './render-with-stream.js';
export type {
  ProvidedStreamView,
  RenderWithStreamOptions,
  StreamView,
} from './render-with-stream.js';
