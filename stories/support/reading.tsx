// In: how calmly an answer comes. Out: a short answer of three fields, with places in it, and a stage for whoever reads them.
// Knows nothing of the hooks that are shown.

import type { ReactNode } from 'react';
import { z } from 'zod';
import { calmly, paceControls } from './script.js';
import type { Pace } from './script.js';
import { Stage } from './stage.js';

const Reading = z.object({ title: z.string(), metres: z.number(), note: z.string() });

export const TITLE = 'High water at the harbour';
export const NOTE = 'Springs, two days after new moon';

const TEXT = JSON.stringify({ title: TITLE, metres: 4.82, note: NOTE });

/** Where the second field begins. */
export const AFTER_TITLE = TEXT.indexOf(',"metres"') + 4;

/** In the middle of the last field. */
export const IN_NOTE = TEXT.indexOf(', two days');

export interface ReadingArgs extends Pace {
  readonly children: ReactNode;
}

/** What the stories of it have in common. */
export const ofReading = {
  args: { ...calmly, children: null },
  argTypes: { ...paceControls, children: { control: false } },
  render: ({ children, ...pace }: ReadingArgs, { id }: { id: string }) => (
    <Stage id={id} schema={Reading} script={{ text: TEXT, ...pace }}>
      {children}
    </Stage>
  ),
} as const;
