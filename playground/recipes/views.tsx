// In: the recipes' views. Out: each by its recipe's id.

import type { ComponentType } from 'react';
import { ArticleView } from './article/view.js';
import { BriefView } from './brief/view.js';
import { InvoiceView } from './invoice/view.js';
import { CompareView } from './compare/view.js';
import { BookingView } from './booking/view.js';
import { ElementsView } from './elements/view.js';
import { ProductView } from './product/view.js';
import { TravelView } from './travel/view.js';
import type { RecipeId } from './index.js';

export const views: Readonly<Record<RecipeId, ComponentType>> = {
  brief: BriefView,
  travel: TravelView,
  product: ProductView,
  article: ArticleView,
  invoice: InvoiceView,
  compare: CompareView,
  booking: BookingView,
  elements: ElementsView,
};
