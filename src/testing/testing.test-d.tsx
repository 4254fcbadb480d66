import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect, expectTypeOf, test, type Assertion } from 'vitest';
import { z } from 'zod';
import { checkEverySplit, createScriptedModel } from './index.js';
import { matchers } from './matchers/index.js';
import { serveRecording, waitForField, type RoutedPage } from './playwright/index.js';
import { renderWithStream } from './react/index.js';

const Report = z.object({ title: z.string(), score: z.number() });

test("a rendered run has its schema's type", async () => {
  const { run } = await renderWithStream(<p />, { schema: Report, text: '{}' });
  expectTypeOf(run.getSnapshot().data).toEqualTypeOf<z.infer<typeof Report> | undefined>();
  const page = await renderWithStream(() => <p />, { text: '{}' });
  expectTypeOf(page).not.toHaveProperty('run');
});

test('policies are checked by the schema', () => {
  void checkEverySplit({ schema: Report, policies: { title: 'word' } }, '{}');
  // @ts-expect-error -- no such field
  void checkEverySplit({ schema: Report, policies: { titel: 'word' } }, '{}');
});

test('a fault has what its kind takes', () => {
  createScriptedModel({ text: '', faults: [{ kind: 'refuse', status: 429, retryAfterMs: 1 }] });
  // @ts-expect-error -- what it says is missing
  createScriptedModel({ text: '', faults: [{ kind: 'malformed' }] });
});

test('expect knows the matchers', () => {
  expect.extend(matchers);
  expectTypeOf<Assertion['toHaveFieldValue']>().parameters.toEqualTypeOf<[string, unknown]>();
  expectTypeOf<Assertion['not']['toBeComplete']>().parameter(0).toEqualTypeOf<string | undefined>();
});

test("Playwright's own pages and locators fit", () => {
  expectTypeOf<Page>().toExtend<RoutedPage>();
  expectTypeOf<BrowserContext>().toExtend<RoutedPage>();
  expectTypeOf(serveRecording).toBeCallableWith({} as Page, '**/api', {
    version: 1,
    text: '',
    ends: [],
    atMs: [],
  });
  expectTypeOf(waitForField<Locator>({} as Page, 'title')).resolves.toEqualTypeOf<Locator>();
});
