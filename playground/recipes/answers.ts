// In: the recorded answers. Out: each with its recipe and the prompt it answers, for the stand-in model.
// The page loads them only when a reader asks to see the text of one.

import { article } from './article/recipe.js';
import { articleAnswer } from './article/answer.js';
import { brief } from './brief/recipe.js';
import { briefAnswer } from './brief/answer.js';
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
  { id: elements.id, prompt: elements.prompt, text: elementsAnswer },
];
