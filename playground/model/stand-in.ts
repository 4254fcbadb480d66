// In: recorded answers by prompt. Out: a running OpenAI-compatible server that streams them with realistic timing.
// A request's model name chooses speed, chunk size and fault; its messages choose the answer.
// Knows nothing of recipes' schemas, of the playground's route or of Fieldwise.

import { LLMock, type ChatCompletionRequest } from '@copilotkit/aimock';
import { breakAnswer } from './break-answer.js';
import { splitTokens } from './split-tokens.js';
import { CORRECTION } from '../shared/correction.js';
import {
  chunkings,
  parseModelName,
  speeds,
  type Chunking,
  type Speed,
} from '../shared/settings.js';

/** One answer; it is given to any request whose messages contain `prompt`. */
export interface RecordedAnswer {
  readonly prompt: string;
  readonly text: string;
}

/** A stand-in that is listening. */
export interface StandIn {
  /** `http://127.0.0.1:<free port>/v1`, what an OpenAI client calls the base URL. */
  readonly baseURL: string;
  stop(): Promise<void>;
}

type ResponseFactory = Extract<Parameters<LLMock['on']>[1], (request: never) => unknown>;

const JITTER = 0.5;
const DROP_AFTER_CHARS = 220;

/** Starts a stand-in model on a free port of 127.0.0.1. */
export async function startStandIn(answers: readonly RecordedAnswer[]): Promise<StandIn> {
  const mock = new LLMock({ host: '127.0.0.1', port: 0, journalMaxEntries: 50 });
  // aimock keeps timing on the fixture, not on the response: one fixture per pace, and one more for a dying model.
  for (const speed of Object.keys(speeds) as Speed[]) {
    for (const chunking of Object.keys(chunkings) as Chunking[]) {
      addPace(mock, speed, chunking, toResponse(answers));
    }
  }
  const url = await mock.start();
  return { baseURL: `${url}/v1`, stop: () => mock.stop() };
}

function addPace(mock: LLMock, speed: Speed, chunking: Chunking, response: ResponseFactory): void {
  const { charsPerSecond, firstTokenMs } = speeds[speed];
  const { meanChars } = chunkings[chunking];
  const pace = {
    chunkSize: Number.MAX_SAFE_INTEGER, // the response's blocks are the chunks
    streamingProfile: { ttft: firstTokenMs, tps: charsPerSecond / meanChars, jitter: JITTER },
  };
  const asks = (fault: 'dropped' | 'any') => (request: ChatCompletionRequest) => {
    const wanted = parseModelName(request.model);
    return (
      wanted.speed === speed &&
      wanted.chunking === chunking &&
      (fault === 'any' || wanted.faults.includes(fault))
    );
  };
  const truncateAfterChunks = Math.ceil(DROP_AFTER_CHARS / meanChars) + 1;
  // Without a moment's latency the socket dies before its headers are out, and nobody sees a stream break.
  const latency = charsPerSecond === 0 ? 5 : 0;
  mock.on({ predicate: asks('dropped') }, response, { ...pace, latency, truncateAfterChunks });
  mock.on({ predicate: asks('any') }, response, pace);
}

function toResponse(answers: readonly RecordedAnswer[]): ResponseFactory {
  return (request) => {
    const asked = JSON.stringify(request.messages);
    const includes = (words: string) => asked.includes(JSON.stringify(words).slice(1, -1));
    const answer = answers.find(({ prompt }) => includes(prompt));
    if (answer === undefined) return unknownPrompt();
    const { chunking, faults } = parseModelName(request.model);
    // Told what was wrong, it does better, as models do.
    const kept = faults.filter((fault) => fault !== 'mistyped' || !includes(CORRECTION));
    const { text, finishReason } = breakAnswer(answer.text, kept);
    return {
      blocks: splitTokens(text, chunking).map((chunk) => ({ type: 'text', text: chunk })),
      finishReason,
    };
  };
}

function unknownPrompt() {
  const message = 'The stand-in model has no recorded answer for this prompt.';
  return {
    status: 404,
    error: { message, type: 'invalid_request_error', code: 'no_recorded_answer' },
  };
}
