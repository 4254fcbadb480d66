// The one schema of this app: it types the model's answer, both routes and the page.

import { z } from 'zod';

export const DishWish = z.object({ wish: z.string().trim().min(1).max(200) });

export const Dish = z.object({
  name: z.string().describe('The name of the dish'),
  minutes: z.number().int().describe('From start to table, in minutes'),
  vegetarian: z.boolean(),
  story: z.string().describe('Two sentences about the dish'),
  ingredients: z.array(z.object({ amount: z.string(), what: z.string() })),
  steps: z.array(z.string()).describe('Three short steps'),
});

export type Dish = z.infer<typeof Dish>;
