// In: the schema of an answer. Out: the scripted server for it, and its answers as a reader of the stories wants them delivered.
// Knows nothing of the controls.

import { createContext, useContext, useMemo } from 'react';
import type { z } from 'zod';
import type { Delivery } from './delivery.js';
import { scriptedFetch } from './scripted-fetch.js';

/** What the stories below are delivered by; without one, they go as they are told. */
export const DeliveryContext = createContext<Delivery | undefined>(undefined);

export function useScriptedFetch(schema: z.ZodType): typeof fetch {
  const delivery = useContext(DeliveryContext);
  return useMemo(() => scriptedFetch(schema, delivery), [schema, delivery]);
}
