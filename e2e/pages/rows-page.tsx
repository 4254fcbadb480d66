// In: a topic. Out: fifty rows of four fields, each of the two hundred counted alone.
// The component with the stream reads none of its values, as one does that should not render while it fills.
// Knows nothing of what the model says.

import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  type ListItem,
  useInstantStream,
} from 'fieldwise/react';
import { z } from 'zod';
import { Noted, useNoted, useNotedChanges } from './journal.js';
import { namedTopic } from './named-topic.js';
import { fieldNames, fieldPaths } from './rows.js';

const Stock = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      price: z.number(),
      isFresh: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
});

const stream = { id: 'stock', api: '/api/run', schema: Stock } as const;

export function RowsPage() {
  const stock = useInstantStream(stream);
  useNoted('page');
  useNotedChanges(stock.run, fieldPaths);
  return (
    <main>
      <button type="button" onClick={() => void stock.submit({ topic: namedTopic() })}>
        Run
      </button>
      <Status />
      <InstantStreamProvider stream={stock}>
        <StructuredList path="rows" as="ol">
          {row}
        </StructuredList>
      </InstantStreamProvider>
    </main>
  );
}

/** Shares the run by its id, and is the one to render when the status changes. */
function Status() {
  const { status } = useInstantStream(stream);
  return <p role="status">{status}</p>;
}

const row = (item: ListItem) => <Row item={item} />;

function Row({ item }: { readonly item: ListItem }) {
  useNoted(item.path);
  return (
    <li>
      {fieldNames.map((name) => (
        <Noted key={name} part={item.at(name)}>
          <StructuredField path={item.at(name)} pending="…" />{' '}
        </Noted>
      ))}
    </li>
  );
}
