'use client';
// The door of devtools/ for whoever wants them in production: the components themselves, in the bundle of whoever imports
// this. Load it with import() where few of a page's readers need it.

export type {
  DevtoolsButtonPosition,
  DevtoolsPosition,
  InstantDevtoolsPanelProps,
  InstantDevtoolsProps,
} from '../devtools-props.js';
export { InstantDevtools, InstantDevtoolsPanel } from '../eager-devtools.js';
