'use client';
// The door of devtools/: a panel that shows what streams into the page, while the page is developed.
// In production the components render nothing, and nothing of the panel is in the bundle.

export type {
  DevtoolsButtonPosition,
  DevtoolsPosition,
  InstantDevtoolsPanelProps,
  InstantDevtoolsProps,
} from './devtools-props.js';
export { InstantDevtools, InstantDevtoolsPanel } from './lazy-devtools.js';
