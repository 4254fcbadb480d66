// In: nothing. Out: an invoice: parties, lines with money, and sums.

import { z } from 'zod';
import { defineRecipe } from '../recipe.js';

const partySchema = z.object({ name: z.string(), address: z.string() });

export const invoiceSchema = z.object({
  number: z.string().describe('Like 2026-0042'),
  issuedOn: z.iso.date(),
  dueOn: z.iso.date(),
  currency: z.enum(['EUR', 'USD', 'GBP']),
  from: partySchema,
  to: partySchema,
  lines: z.array(
    z.object({
      what: z.string(),
      quantity: z.number().positive(),
      unitPrice: z.number(),
      total: z.number().describe('quantity × unitPrice'),
    }),
  ),
  taxPercent: z.number(),
  tax: z.number(),
  total: z.number(),
  isPaid: z.boolean(),
  note: z.string().describe('One friendly sentence'),
});

export const invoice = defineRecipe({
  id: 'invoice',
  title: 'An invoice',
  summary: 'Lines and sums',
  prompt: 'Write the invoice of a small bindery for forty hand-bound notebooks and their delivery.',
  schema: invoiceSchema,
});
