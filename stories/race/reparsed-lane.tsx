// In: a speech and a tally. Out: the article as it is shown without an incremental parser: with every piece
// partial-json reads all the text so far, and everything it gives is new.

import { memo, useEffect, useState } from 'react';
import type { Streaming } from 'fieldwise';
import { parse } from 'partial-json';
import type { z } from 'zod';
import type { articleSchema } from '../../playground/recipes/article/recipe.js';
import { Row, Shown } from './shown.js';
import { speak, type Speech } from './speak.js';
import type { Tally } from './tally.js';

type Article = Streaming<z.infer<typeof articleSchema>>;

interface ReparsedLaneProps {
  readonly speech: Speech;
  readonly tally: Tally;
}

export function ReparsedLane({ speech, tally }: ReparsedLaneProps) {
  const [article, setArticle] = useState<Article>({});
  useEffect(() => {
    const controller = new AbortController();
    void follow(speech, tally, controller.signal, setArticle);
    return () => controller.abort();
  }, [speech, tally]);

  const { title, standfirst, sections = [], quote } = article;
  return (
    <>
      <Field tally={tally} path="title" value={title} />
      <Field tally={tally} path="standfirst" value={standfirst} />
      {sections.map((section, index) => {
        const path = `sections[${index}]`;
        return <Section key={path} tally={tally} path={path} section={section} />;
      })}
      <Field tally={tally} path="quote" value={quote} />
    </>
  );
}

async function follow(
  speech: Speech,
  tally: Tally,
  signal: AbortSignal,
  onArticle: (article: Article) => void,
): Promise<void> {
  let text = '';
  for await (const piece of speak(speech, signal)) {
    text += piece;
    tally.read(text.length);
    const article = parse(text) as Article; // the recorded answer fits its schema
    tally.show(article);
    onArticle(article);
  }
  if (!signal.aborted) tally.finish();
}

interface FieldProps {
  readonly tally: Tally;
  readonly path: string;
  readonly value: string | undefined;
}

function Field({ tally, path, value }: FieldProps) {
  return (
    <Row tally={tally} path={path}>
      <Shown tally={tally} path={path} value={value} />
    </Row>
  );
}

interface SectionProps {
  readonly tally: Tally;
  readonly path: string;
  readonly section: NonNullable<Article['sections']>[number] | undefined;
}

/** Memoised, and in vain: its section is a new object each time. */
const Section = memo(function Section({ tally, path, section }: SectionProps) {
  return (
    <>
      <Field tally={tally} path={`${path}.heading`} value={section?.heading} />
      {section?.paragraphs?.map((paragraph, index) => {
        const own = `${path}.paragraphs[${index}]`;
        return <Field key={own} tally={tally} path={own} value={paragraph} />;
      })}
    </>
  );
});
