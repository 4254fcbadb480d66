// In: the scene. Out: the page with AI SDK `useObject`, plain or with memoised cells.
// The endpoint sends the answer's text, as AI SDK's own examples do.
// Knows nothing of the other contestants.

import { experimental_useObject as useObject } from '@ai-sdk/react';
import { memo, useEffect, useEffectEvent, type ReactElement } from 'react';
import { Cell, countPage, type PageProps } from './counters.js';
import { respond, type Scene } from './scene.js';

const MemoCell = memo(Cell);

interface Props extends PageProps {
  readonly scene: Scene;
  readonly paceMs: number;
  readonly isMemoised: boolean;
}

export function UseObjectPage({
  names,
  counters,
  onOver,
  scene,
  paceMs,
  isMemoised,
}: Props): ReactElement {
  countPage(counters);
  const { object, submit } = useObject({
    api: '/in-page',
    schema: scene.schema,
    fetch: () => Promise.resolve(respond(scene.chunks, paceMs, 'text/plain')),
    onFinish: onOver,
  });
  const begin = useEffectEvent(() => submit({}));
  useEffect(() => begin(), []);
  const Shown = isMemoised ? MemoCell : Cell;
  return (
    <>
      {names.map((name) => (
        <Shown key={name} counters={counters} name={name} value={object?.[name]} />
      ))}
    </>
  );
}
