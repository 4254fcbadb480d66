// In: how often a law is tried in CI. Out: how often it is tried now: `FUZZ_RUNS` asks for more, never for less.
// FUZZ_RUNS=100000 npx vitest run --project node tests/laws --testTimeout 0

/** The number of runs of a property. */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.max(usual, Number(process.env['FUZZ_RUNS'] ?? 0)) };
}
