// In: texts and recordings. Out: the door of the testing room: models, splits and replays for tests, stories and demos.
// What is exported here is the room's public surface; no other room imports it.
// Knows nothing of test runners.

export { checkEverySplit } from './check-every-split.js';
export { TestingError } from './error.js';
export type { TestingErrorCode } from './error.js';
export type { ModelFault } from './model-fault.js';
export { recordResponse } from './record-response.js';
export type { RecordedResponse, RecordResponseOptions } from './record-response.js';
export { recordRun } from './record-run.js';
export type { RecordOptions } from './record-run.js';
export type { Recording } from './recording.js';
export { formatRecording, parseRecording } from './recording-file.js';
export { redact } from './redact.js';
export type { RedactionRule } from './secrets.js';
export { replayRun } from './replay-run.js';
export type { ReplayedRun, ReplayOptions } from './replay-run.js';
export { createScriptedModel } from './scripted-model.js';
export type { ScriptedCall, ScriptedModel, ScriptedModelOptions } from './scripted-model.js';
export { everySplit, splitText } from './split-text.js';
export type { SplitOptions } from './split-text.js';
export type { CheckEverySplitOptions } from './splits-of.js';
