import { ServerError } from 'fieldwise/server';

/** Steps that may not be there in time. */
export async function Steps({ steps }: { steps: Promise<string[]> }) {
  const all = await steps.catch(unlessLate);
  if (all === undefined) {
    return <p>The steps were not there in time. The page is complete without them.</p>;
  }
  return (
    <ol>
      {all.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function unlessLate(error: unknown): undefined {
  if (error instanceof ServerError && error.code === 'timeout') return undefined;
  throw error;
}
