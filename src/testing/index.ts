// The door of the testing room: models, splits and recordings for tests, stories and demos.

export { recordRun } from './record-run.js';
export type { Recording, RecordOptions } from './record-run.js';
export { replayRun } from './replay-run.js';
export type { ReplayedRun, ReplayOptions } from './replay-run.js';
export { createScriptedModel } from './scripted-model.js';
export type { ScriptedCall, ScriptedModel, ScriptedModelOptions } from './scripted-model.js';
export { everySplit, splitText } from './split-text.js';
export type { SplitOptions } from './split-text.js';
