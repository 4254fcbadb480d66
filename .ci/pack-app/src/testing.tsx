// In: nothing but the packed tarball and its peers. Out: the doors for tests, from the types' point of view.
// Only compiled: the app does not import it, as no app would.

import { StructuredField } from 'fieldwise/react';
import { checkEverySplit, replayRun, type Recording } from 'fieldwise/testing';
import { matchers } from 'fieldwise/testing/matchers';
import { serveRecording, type RoutedPage } from 'fieldwise/testing/playwright';
import { checkEveryRender, renderWithStream } from 'fieldwise/testing/react';
import { z } from 'zod';

const Note = z.object({ title: z.string() });

export async function use(page: RoutedPage, recording: Recording) {
  const field = <StructuredField path="title" />;
  const view = await renderWithStream(field, { schema: Note, text: '{"title":"Packed"}' });
  const title: string | undefined = view.run.getSnapshot().data?.title;
  await checkEveryRender(field, { schema: Note, texts: '{"title":"Packed"}' });
  await checkEverySplit(Note, '{"title":"Packed"}');
  const served = await serveRecording(page, '/api', recording, { speed: 2 });
  const response: Response = replayRun(recording).respond();
  return { title, served, response, matchers };
}
