// A model without a model: it always cooks the same dish, a few letters at a time, as a real one would write.

import type { ModelRequest } from 'fieldwise/agent';
import type { Dish } from './dish';

const dish: Dish = {
  name: 'Leek and potato soup',
  minutes: 35,
  vegetarian: true,
  story:
    'A soup for the first cold evening, made of what is left in the cellar. It asks for little attention and forgives everything.',
  ingredients: [
    { amount: '3', what: 'leeks' },
    { amount: '500 g', what: 'floury potatoes' },
    { amount: '1 l', what: 'vegetable stock' },
    { amount: '30 g', what: 'butter' },
  ],
  steps: [
    'Soften the sliced leeks in the butter, slowly, with a little salt.',
    'Add the potatoes and the stock and let it simmer for twenty minutes.',
    'Blend half of it, stir it back and season with nutmeg.',
  ],
};

export async function* scriptedModel({ signal }: ModelRequest): AsyncGenerator<string> {
  const text = JSON.stringify(dish);
  for (let at = 0; at < text.length && !signal.aborted; at += 6) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    yield text.slice(at, at + 6);
  }
}
