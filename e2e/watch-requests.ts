// In: a page. Out: the topics it has asked the model about, in order, also those that never reached it.

import type { Page } from '@playwright/test';

export function watchRequests(page: Page): () => readonly string[] {
  const topics: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/run') return;
    const { topic } = request.postDataJSON() as { topic: string };
    topics.push(topic);
  });
  return () => topics;
}
