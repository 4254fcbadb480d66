// In: the query of the address. Out: the page it names, mounted: /?page=report
// Each page is a component in a file of its own; add it to the table below.
// Knows nothing of what the pages show.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BookingPage } from './booking-page.js';
import { DeclaredPage } from './declared-page.js';
import { EssayPage } from './essay-page.js';
import { ForeignPage } from './foreign-page.js';
import { LongPage } from './long-page.js';
import { ReportPage } from './report-page.js';
import { RowsPage } from './rows-page.js';
import { SharedPage } from './shared-page.js';
import { ToolsPage } from './tools-page.js';
import { TurnsPage } from './turns-page.js';

const pages: Readonly<Record<string, ComponentType>> = {
  booking: BookingPage,
  declared: DeclaredPage,
  essay: EssayPage,
  foreign: ForeignPage,
  long: LongPage,
  report: ReportPage,
  rows: RowsPage,
  shared: SharedPage,
  tools: ToolsPage,
  turns: TurnsPage,
};

const Page = pages[new URLSearchParams(location.search).get('page') ?? ''];
const root = document.querySelector('#root');

if (root !== null && Page !== undefined) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <Page />
      </QueryClientProvider>
    </StrictMode>,
  );
}
