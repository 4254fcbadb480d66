// In: nothing. Out: a promise that a test opens, so that an order of events is made and not waited for.
// Knows nothing of what waits.

export interface TestGate {
  readonly waitFor: Promise<void>;
  readonly open: () => void;
}

export function gate(): TestGate {
  let open = () => {};
  const waitFor = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { waitFor, open };
}
