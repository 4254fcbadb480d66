// The root door, `fieldwise`: the incremental parser, instant events, paths and snapshots. No I/O, no framework.

export * from './protocol/index.js';
