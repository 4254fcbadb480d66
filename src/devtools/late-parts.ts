// In: nothing. Out: the parts that there are only while an application is developed, loaded when one of them is shown.
// Whoever has the panel in production, where a run neither travels nor tells of renders, does not load them.
// Knows nothing of what they show.

import { lazy } from 'react';

export const TimeTravel = lazy(async () => {
  const { TimeTravel } = await import('./time-travel.js');
  return { default: TimeTravel };
});

export const Highlights = lazy(async () => {
  const { Highlights } = await import('./highlights.js');
  return { default: Highlights };
});
