import { describe, expect, test } from 'vitest';
import { readExports } from './doors.js';
import { readProperties } from './read-properties.js';
import { readFolder, readSources, readText } from './source-files.js';

const doors = ['react', 'flow/react'].map((room) => readExports(`src/${room}/index.ts`));
const hooks = doors.flatMap(({ values }) => values.filter((name) => /^use[A-Z]/.test(name)));

/** What is exported with a capital and is no class: a component. */
const components = ['react', 'flow/react', 'object', 'markdown', 'devtools'].flatMap((room) =>
  readExports(`src/${room}/index.ts`).values.filter((name) => /^[A-Z](?!.*Error$)/.test(name)),
);

const stories = readFolder('stories', /\.stories\.tsx$/);
const sources = readSources();

const fileOf = (hook: string) => hook.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The options a hook has beside its other arguments; those that are not exported by this name have none. */
const optionsOf = (hook: string) => `U${hook.slice(1)}Options`;
const hasOptions = (hook: string) => doors.some(({ types }) => types.includes(optionsOf(hook)));

/** The names in the first column of the table below a heading. */
function namesBelow(page: string, heading: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  const cells = [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+) +\|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/\w+/g)].map(([name]) => name)).toSorted();
}

test('there are hooks and components to have pages', () => {
  expect([hooks.length > 20, components.length > 10]).toEqual([true, true]);
});

describe.each(hooks)('%s', (hook) => {
  const page = () => readText(`docs/hooks/${fileOf(hook)}.md`);

  test('has a page with an example, what it takes, what it returns and what it renders on', () => {
    const headings = [...page().matchAll(/^#+ .+$/gm)].map(([line]) => line);
    expect(headings[0]).toBe(`# ${hook}`);
    const takes = [
      ...(headings.includes('## Arguments') ? ['## Arguments'] : []),
      ...(hasOptions(hook) ? ['## Options'] : []),
    ];
    expect(takes).not.toEqual([]);
    expect(headings.slice(1)).toEqual([...takes, '## Returns', '## Renders']);
    expect(page()).toMatch(new RegExp(`^\`\`\`tsx\\n[^\`]*\\b${hook}\\(`, 'm'));
    expect(readText('docs/hooks/README.md')).toContain(`[\`${hook}\`](${fileOf(hook)}.md)`);
  });

  test('has that page in Storybook, with a story that runs', () => {
    const shown = readText(`stories/hooks/${fileOf(hook)}.mdx`);
    expect(shown).toContain(`from '../../docs/hooks/${fileOf(hook)}.md?raw'`);
    expect(shown).toContain(`<Meta title="Hooks/${hook}" />`);
    const [, file = ''] = /import \* as Stories from '\.\.\/(\S+)'/.exec(shown) ?? [];
    const [, story = ''] = /<Canvas of=\{Stories\.(\w+)\} \/>/.exec(shown) ?? [];
    const text = stories.get(`stories/${file}.tsx`) ?? '';
    expect(text).toContain(`export const ${story}: Story`);
    expect(text).toMatch(new RegExp(`\\b${hook}(?:<[^(]*>)?\\(`));
  });
});

test.each(hooks.filter(hasOptions))('the page of %s names every option there is', (hook) => {
  const page = readText(`docs/hooks/${fileOf(hook)}.md`);
  const named = namesBelow(page, 'Options');
  const all = readProperties(sources, optionsOf(hook));
  // A hook that takes the options of another one names what it has beside them.
  const isRest = /^Those of \[useInstantStream\]/m.test(page);
  expect(named).not.toEqual([]);
  expect(named).toEqual(isRest ? named.filter((name) => all.includes(name)) : all);
});

test.each(components)('%s has a page in Storybook with its props', (component) => {
  const documented = [...stories.values()].filter(
    (text) =>
      !text.includes("tags: ['!autodocs']") &&
      new RegExp(
        `\\n  (?:component: ${component},|subcomponents: \\{[^}]*\\b${component}\\b)`,
      ).test(text),
  );
  expect(documented).not.toEqual([]);
});

describe('the properties of a type', () => {
  const files = new Map([
    [
      'a.ts',
      `export interface A { readonly a: 1; b(): void; }
       export interface B extends Partial<A>, Omit<C, 'd' | 'e'> { readonly f?: 2 }
       export interface C { d: 1; e: 2; g: 3 }
       export type D = Omit<B, 'a'>;
       export type E = A | C;`,
    ],
  ]);

  test('are its own and those it takes over', () => {
    expect(readProperties(files, 'B')).toEqual(['a', 'f', 'g']);
    expect(readProperties(files, 'D')).toEqual(['f', 'g']);
  });

  test('are not guessed', () => {
    expect(() => readProperties(files, 'E')).toThrow('TSUnionType');
    expect(() => readProperties(files, 'F')).toThrow('No type is called F.');
  });
});
