import { ServerError } from 'fieldwise/server';

/** Steps that may not be there in time. */
export async function Steps({ steps }: { steps: Promise<string[]> }) {
  try {
    const all = await steps;
    return (
      <ol>
        {all.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    );
  } catch (error) {
    if (!(error instanceof ServerError) || error.code !== 'timeout') throw error;
    return <p>The steps were not there in time. The page is complete without them.</p>;
  }
}
