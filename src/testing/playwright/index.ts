// In: a page of Playwright. Out: the door to testing it: recordings in place of routes, and fields to wait for.
// Needs Node for the server behind a route; Playwright itself is only told what to do, not imported.
// Knows nothing of React.

export { serveRecording } from './serve-recording.js';
export type {
  RoutedRequest,
  RoutedPage,
  ServedRecording,
  ServedRequest,
  ServeRecordingOptions,
} from './serve-recording.js';
export { waitForField } from './wait-for-field.js';
export type { FieldLocator, FieldPage, WaitForFieldOptions } from './wait-for-field.js';
