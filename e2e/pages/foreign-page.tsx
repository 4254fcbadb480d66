// In: a topic, and buttons pressed. Out: the report page, over a route that knows nothing of Fieldwise.
// The route is one that AI SDK's useObject would ask.
// Knows nothing of what the model says.

import { createTextTransport } from 'fieldwise/client';
import { ReportView } from './report-page.js';

const transport = createTextTransport<{ topic: string }>({ api: '/api/object' });

export function ForeignPage() {
  return (
    <main>
      <ReportView transport={transport} />
    </main>
  );
}
