import { createInstantRoute } from 'fieldwise/server';
import { cook } from '@/lib/cook';
import { Dish, DishWish } from '@/lib/dish';

export const runtime = 'nodejs';

export const { POST } = createInstantRoute({
  input: DishWish,
  output: Dish,
  run: ({ input, signal }) => cook(input.wish, signal),
});
