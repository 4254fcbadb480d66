// In: nothing. Out: what the page is told about the model behind the playground.

/** A stand-in has speed, chunk size and faults to choose; a real model has its own. */
export interface ModelInfo {
  readonly kind: 'stand-in' | 'real';
  readonly model: string;
  readonly host: string;
}
