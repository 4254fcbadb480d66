// In: the stream above. Out: an article to read while it is written; its paragraphs grow without a React render.

import { StructuredList, type ListItem } from 'fieldwise/react';
import { Bone, Bones } from '../parts/bone.js';
import { Ghosts } from '../parts/ghosts.js';
import { Text, Tick, Value } from '../parts/shown.js';

export function ArticleView() {
  return (
    <article className="article">
      <header className="article-head">
        <p className="article-kicker">
          <Text path="kicker" ch={14} />
          <Value<number> path="minutes" className="article-minutes" ch={9}>
            {(minutes) => `${minutes} min read`}
          </Value>
        </p>
        <h2 className="article-title">
          <Text path="title" ch={19} />
        </h2>
        <Text path="standfirst" as="p" className="article-standfirst" lines={3} />
      </header>
      <StructuredList path="sections">{section}</StructuredList>
      <Ghosts path="sections" expected={1}>
        {ghostSection}
      </Ghosts>
      <blockquote className="article-quote">
        <Text path="quote" ch={40} />
      </blockquote>
      <ul className="article-tags" aria-label="Tags">
        <StructuredList path="tags">{tag}</StructuredList>
        <Ghosts path="tags" expected={4}>
          {ghostTag}
        </Ghosts>
      </ul>
    </article>
  );
}

const section = (item: ListItem) => (
  <section className="article-section">
    <h3 className="article-heading">
      <Text path={item.at('heading')} ch={20} /> <Tick path={item.path} />
    </h3>
    <StructuredList path={item.at('paragraphs')} pending={<Bones lines={5} />}>
      {paragraph}
    </StructuredList>
  </section>
);

const paragraph = (item: ListItem) => (
  <Text path={item.path} as="p" className="article-paragraph" lines={5} />
);

const ghostSection = () => (
  <section className="article-section" aria-hidden="true">
    <p className="article-heading">
      <Bone ch={20} />
    </p>
    <Bones lines={6} />
  </section>
);

const tag = (item: ListItem) => (
  <li className="badge arrive">
    <Text path={item.path} ch={6} />
  </li>
);

const ghostTag = () => (
  <li className="badge" aria-hidden="true">
    <Bone ch={6} />
  </li>
);
