// In: a function of the application. Out: it was called; what it throws is reported like an uncaught error.
// So that one listener's fault keeps nobody else from hearing, and ends no run.
// Knows nothing of what is told.

import { reportUncaught } from '../internal/report-error.js';

export function tell(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    reportUncaught(error);
  }
}
