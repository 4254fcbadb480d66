// In: the type of the flow. Out: the hooks with its names and values; nothing of the flow itself is loaded.

import { createFlowHooks } from 'fieldwise/flow/react';
import type { ResearchFlow } from './flow.js';

export const { useInterrupt, useItems } = createFlowHooks<ResearchFlow>();
