import { createInstantRoute } from 'fieldwise/server';
import { cook } from '@/lib/cook';
import { Dish, DishWish } from '@/lib/dish';

// Next.js 16 calls its edge runtime deprecated and says so when it builds. The route needs nothing but web standards,
// so it runs there unchanged, and on whatever comes after.
export const runtime = 'edge';

export const { POST } = createInstantRoute({
  input: DishWish,
  output: Dish,
  run: ({ input, signal }) => cook(input.wish, signal),
});
