// In: the current recipe. Out: the menu of recipes; each entry is a link, so it can be opened, shared and gone back to.

import { recipes, type RecipeId } from '../recipes/index.js';
import { Glyph } from './glyph.js';

/** On a phone the menu is one row that scrolls sideways. Not by `scrollIntoView`: the Tab key would go on from there. */
function bringIntoView(link: HTMLAnchorElement | null): void {
  const row = link?.closest('ul');
  if (link && row) row.scrollBy({ left: middleOf(link) - middleOf(row) });
}

function middleOf(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}

export function RecipeNav({ current }: { current: RecipeId }) {
  return (
    <nav className="recipes" aria-labelledby="recipes-title">
      <h2 className="eyebrow" id="recipes-title">
        Ask for
      </h2>
      <ul className="recipe-list">
        {recipes.map(({ id, title, summary }) => (
          <li key={id}>
            <a
              ref={id === current ? bringIntoView : null}
              className="recipe"
              href={`#/${id}`}
              aria-current={id === current ? 'page' : undefined}
            >
              <Glyph of={id} />
              <span className="recipe-words">
                <span className="recipe-title">{title}</span>
                <span className="recipe-summary">{summary}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
