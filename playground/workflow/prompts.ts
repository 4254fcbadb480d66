// In: what is known so far. Out: what a model is asked for at each step. Each begins with a line that no other prompt has.
// Knows nothing of answers.

import type { Finding, Task } from './schemas.js';

export const planPrompt = (topic: string) =>
  `Plan how to find out: “${topic}”.\nSplit it into tasks that do not need one another.`;

export const findPrompt = (topic: string, { title, why }: Task) =>
  `For “${topic}”, look into: ${title}.\n${why}`;

export const reportPrompt = (topic: string, title: string, findings: readonly Finding[]) =>
  [
    `Write the report on “${topic}”.`,
    `Its title is “${title}”; do not repeat it. Use these findings and nothing else:`,
    ...findings.map(({ headline, detail, certainty }) => `- ${headline} (${certainty}): ${detail}`),
  ].join('\n');
