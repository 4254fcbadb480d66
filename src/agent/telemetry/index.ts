// In: what an agent's observers are told. Out: the door to traces of it, in the words of OpenTelemetry.
// Needs no package: any tracer of that shape will do.
// Knows nothing of exporters.

export { createTraceObserver } from './trace-observer.js';
export type { TraceObserverOptions, TracerLike, TraceSpan } from './trace-observer.js';
