// In: the current recipe. Out: the menu of recipes; each entry is a link, so it can be opened, shared and gone back to.

import { recipes } from '../recipes/index.js';
import { OWN } from '../shared/own.js';
import { WORKFLOW } from '../shared/workflow.js';
import type { PageId } from './asked.js';
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

const pages: readonly { id: PageId; title: string; summary: string }[] = [
  ...recipes,
  { id: WORKFLOW, title: 'A workflow', summary: 'Plan, tasks, you, a report' },
  { id: OWN, title: 'Your own', summary: 'A prompt and a schema' },
];

export function RecipeNav({ current }: { current: PageId }) {
  return (
    <nav className="recipes" aria-labelledby="recipes-title">
      <h2 className="eyebrow" id="recipes-title">
        Ask for
      </h2>
      <ul className="recipe-list">
        {pages.map(({ id, title, summary }) => (
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
