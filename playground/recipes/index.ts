// In: the recipes. Out: them in the order of the menu, and each by its id.
// Knows nothing of answers or views, so both the browser and the server may import it.

import { article } from './article/recipe.js';
import { brief } from './brief/recipe.js';
import { invoice } from './invoice/recipe.js';
import { compare } from './compare/recipe.js';
import { booking } from './booking/recipe.js';
import { elements } from './elements/recipe.js';
import { product } from './product/recipe.js';
import { travel } from './travel/recipe.js';
import type { Recipe } from './recipe.js';

/** Every recipe, in the order of the menu. */
export const recipes = [
  brief,
  travel,
  product,
  invoice,
  compare,
  article,
  booking,
  elements,
] as const;

export type RecipeId = (typeof recipes)[number]['id'];

export const recipeIds = recipes.map(({ id }) => id) as [RecipeId, ...RecipeId[]];

/** The recipe of an id; the first one for anything else. */
export function findRecipe(id: string): Recipe<RecipeId> {
  return recipes.find((recipe) => recipe.id === id) ?? recipes[0];
}
