// In: the recorded answers. Out: each with the prompt it answers, for the stand-in model.
// Server side only: the browser never sees an answer before it is streamed.

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
  { prompt: brief.prompt, text: briefAnswer },
  { prompt: travel.prompt, text: travelAnswer },
  { prompt: product.prompt, text: productAnswer },
  { prompt: article.prompt, text: articleAnswer },
  { prompt: elements.prompt, text: elementsAnswer },
];
