// In: the recorded answers. Out: each with its recipe and the prompt it answers, for the stand-in model.
// The page loads them only when a reader asks to see the text of one.

import { article } from './article/recipe.js';
import { articleAnswer } from './article/answer.js';
import { brief } from './brief/recipe.js';
import { briefAnswer } from './brief/answer.js';
import { invoice } from './invoice/recipe.js';
import { invoiceAnswer } from './invoice/answer.js';
import { compare } from './compare/recipe.js';
import { compareAnswer } from './compare/answer.js';
import { booking } from './booking/recipe.js';
import { bookingAnswer } from './booking/answer.js';
import { elements } from './elements/recipe.js';
import { elementsAnswer } from './elements/answer.js';
import { product } from './product/recipe.js';
import { productAnswer } from './product/answer.js';
import { travel } from './travel/recipe.js';
import { travelAnswer } from './travel/answer.js';

export const answers = [
  { id: brief.id, prompt: brief.prompt, text: briefAnswer },
  { id: travel.id, prompt: travel.prompt, text: travelAnswer },
  { id: product.id, prompt: product.prompt, text: productAnswer },
  { id: article.id, prompt: article.prompt, text: articleAnswer },
  { id: invoice.id, prompt: invoice.prompt, text: invoiceAnswer },
  { id: compare.id, prompt: compare.prompt, text: compareAnswer },
  { id: booking.id, prompt: booking.prompt, text: bookingAnswer },
  { id: elements.id, prompt: elements.prompt, text: elementsAnswer },
];
