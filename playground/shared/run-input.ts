// In: nothing. Out: what the page posts to start a run: a recipe or a schema, who answers, and the settings. Anything else is a 422.
// For the server: the page knows the type of it alone.

import { z } from 'zod';
import { recipeIds } from '../recipes/index.js';
import { readAnswerSchema } from '../schema/read-answer-schema.js';
import { SchemaError } from '../schema/schema-error.js';
import { OWN, ownSchema } from './own.js';
import { settingsSchema } from './settings.js';
import { sourceSchema } from './source.js';

export const runInput = settingsSchema
  .extend({
    recipe: z.enum([...recipeIds, OWN]),
    own: ownSchema.optional(),
    source: sourceSchema.default({ kind: 'model' }),
  })
  .check(({ value, issues }) => {
    if (value.recipe !== OWN) return;
    const problem = problemOf(value.own?.notation);
    if (problem !== undefined)
      issues.push({
        code: 'custom',
        input: value.own,
        path: ['own', 'notation'],
        message: problem,
      });
  });

export type RunInput = z.infer<typeof runInput>;

function problemOf(notation: string | undefined): string | undefined {
  if (notation === undefined) return 'A run without a recipe needs a schema.';
  try {
    readAnswerSchema(notation);
    return undefined;
  } catch (error) {
    if (error instanceof SchemaError) return error.message;
    throw error;
  }
}
