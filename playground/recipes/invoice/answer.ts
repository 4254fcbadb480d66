// In: nothing. Out: the recorded answer to the invoice recipe.

import type { z } from 'zod';
import type { invoiceSchema } from './recipe.js';

const answer: z.infer<typeof invoiceSchema> = {
  number: '2026-0042',
  issuedOn: '2026-03-09',
  dueOn: '2026-04-08',
  currency: 'EUR',
  from: { name: 'Falz & Faden', address: 'Gerberau 12, 79098 Freiburg' },
  to: { name: 'Leuchtturm Books', address: 'Am Sandtorkai 7, 20457 Hamburg' },
  lines: [
    { what: 'Notebook, hand-bound, linen', quantity: 40, unitPrice: 18.5, total: 740 },
    { what: 'Embossed initials', quantity: 40, unitPrice: 1.2, total: 48 },
    { what: 'Endpapers, marbled', quantity: 12.5, unitPrice: 6.4, total: 80 },
    { what: 'Delivery, insured', quantity: 1, unitPrice: 22, total: 22 },
  ],
  taxPercent: 7,
  tax: 62.3,
  total: 952.3,
  isPaid: false,
  note: 'Thank you for waiting until the glue had dried.',
};

export const invoiceAnswer = JSON.stringify(answer, null, 2);
