// In: a text, and how it shall be said. Out: a model that says it, chunk by chunk, at the pace and with the faults of the settings.
// Knows nothing of where the text comes from.

import { createScriptedModel, type ScriptedModel } from 'fieldwise/testing';
import { speeds, type Settings } from '../shared/settings.js';
import { breakAnswer } from './break-answer.js';
import { splitTokens } from './split-tokens.js';

const DIES_AT = 0.5;
/** Pieces without any delay after which others on the server have their turn. */
const PIECES_AT_ONCE = 100;

export function createSayingModel(said: string, settings: Settings): ScriptedModel {
  const { speed, chunking, faults } = settings;
  const { charsPerSecond, firstTokenMs } = speeds[speed];
  const { text, finishReason } = breakAnswer(said, faults);
  const pieces = splitTokens(text, chunking);
  return createScriptedModel({
    text: pieces,
    finishReason,
    delayMs: ({ length }, index) => {
      if (charsPerSecond === 0) return index % PIECES_AT_ONCE === PIECES_AT_ONCE - 1 ? 1 : 0;
      return index === 0 ? firstTokenMs : (1000 * length) / charsPerSecond;
    },
    faults: faults.includes('dropped')
      ? [{ after: Math.ceil(pieces.length * DIES_AT), kind: 'cut' }]
      : [],
  });
}
