// In: TypeScript source. Out: the same text with comments, strings, words of the language and names of tags coloured.
// A reader's aid, not a parser: what it does not know stays plain.

import { Fragment } from 'react';

const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?<tag><\/?[A-Z]\w*)|(?<word>\b(?:import|from|export|const|function|return|type|interface|async|await|yield|new|as)\b)/g;

export function CodeText({ text }: { text: string }) {
  let end = 0;
  const parts = [...text.matchAll(TOKEN)].map((match) => {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
    return (
      <Fragment key={match.index}>
        {before}
        <span className={`code-${kind}`}>{match[0]}</span>
      </Fragment>
    );
  });
  return (
    <code>
      {parts}
      {text.slice(end)}
    </code>
  );
}
