// In: a page that reads its fonts from tokens. Out: the same page in one font that comes with the packages, whatever the machine has.
// That of Storybook, because it is there anyway; signs it lacks are those of the machine.
// Knows nothing of what the page shows.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

const folder = new URL('../node_modules/storybook/assets/browser/', import.meta.url);
const WEIGHTS = { 400: 'nunito-sans-regular.woff2', 700: 'nunito-sans-bold.woff2' } as const;

/** Ends when the font is there and the page is laid out in it. */
export async function pinFont(page: Page): Promise<void> {
  const faces = Object.entries(WEIGHTS).map(async ([weight, file]) => {
    const data = await readFile(new URL(file, folder), 'base64');
    return `@font-face { font-family: Pinned; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}); }`;
  });
  const tokens = ['--sans', '--serif', '--mono'].map(
    (token) => `${token}: Pinned, sans-serif !important;`,
  );
  // Precisely where they are, and not where the machine's hinting would have them.
  const precise = '* { text-rendering: geometricPrecision !important; }';
  const pinned = `:root { ${tokens.join(' ')} }`;
  const content = [...(await Promise.all(faces)), pinned, precise].join('\n');
  await page.addStyleTag({ content });
  await page.evaluate(async (weights) => {
    for (const weight of weights) await document.fonts.load(`${weight} 16px Pinned`);
    await document.fonts.ready;
  }, Object.keys(WEIGHTS));
}
