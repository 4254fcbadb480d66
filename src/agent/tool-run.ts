// In: a tool, a valid input, and who may allow the call. Out: what came of it, never a throw.
// A tool that heeds no signal is not waited for: its time ends, or the response does, and that is what came of it.
// Knows nothing of models or of other calls.

import { hasJson, kindOf } from '../internal/kind-of.js';
import { reportUncaught } from '../internal/report-error.js';
import type { ToolErrorCode } from '../protocol/index.js';
import { copyData } from '../internal/plain-data.js';
import { hearAbort } from './hear-abort.js';
import { startTimer } from './timer.js';
import type { Tool, ToolContext } from './tool.js';
import type { ApprovalVerdict, ToolSlot } from './tool-slot.js';

/** What came of a call. An output is what JSON has of what the tool returned. */
export type ToolOutcome = { readonly output: unknown } | ToolFault;

/** Of a call that is denied, the cause is what broke where it was decided. */
interface ToolFault {
  readonly code: ToolErrorCode;
  readonly message: string;
  readonly cause?: unknown;
}

/** What a call is made with. */
export interface ToolRun {
  readonly tool: Tool;
  readonly callId: string;
  readonly toolName: string;
  /** Each who is given it gets a copy: what they make of it, neither the model nor a reader is told. */
  readonly input: unknown;
  readonly approval: ToolSlot['approval'];
  /** Of the response. */
  readonly signal: AbortSignal;
  /** The call is allowed, and begins. */
  readonly onCall: () => void;
}

/** Calls a tool, where that is allowed, with a signal of its own: many may listen to it, in many calls at once. */
export async function runTool(run: ToolRun): Promise<ToolOutcome> {
  const { signal } = run;
  // It waited for its turn, and the response ended meanwhile.
  if (signal.aborted) return failed(signal.reason);
  const controller = new AbortController();
  const callOff = hearAbort(signal, () => controller.abort(signal.reason));
  try {
    return await callAllowed({ ...run, signal: controller.signal });
  } finally {
    callOff();
  }
}

async function callAllowed(run: ToolRun): Promise<ToolOutcome> {
  const { tool, signal, onCall } = run;
  try {
    const refusal = await untilAbort(approve(run), signal);
    if (refusal !== undefined) return refusal;
    // It ended between the word that allowed the call and the call.
    signal.throwIfAborted();
  } catch (cause) {
    return failed(cause);
  }
  onCall();
  return withTime(tool.timeoutMs, signal, (own) => call(run, own));
}

async function call({ tool, input, ...run }: ToolRun, signal: AbortSignal): Promise<ToolOutcome> {
  try {
    const output = await untilAbort(tool.execute(copyData(input), contextOf(run, signal)), signal);
    return { output: toJson(output) };
  } catch (cause) {
    return failed(cause);
  }
}

/** What breaks where it is decided allows nothing; it may hold what is not for the model, so it is not told of it. */
async function approve(run: ToolRun): Promise<ToolOutcome | undefined> {
  try {
    return await decide(run);
  } catch (cause) {
    if (run.signal.aborted) throw cause;
    reportUncaught(cause);
    return { ...denied('It could not be decided.'), cause };
  }
}

async function decide(run: ToolRun): Promise<ToolOutcome | undefined> {
  const { tool, input, callId, toolName, approval, signal } = run;
  const context = contextOf(run, signal);
  if (tool.needsApproval === undefined) return undefined;
  if (!(await tool.needsApproval(copyData(input), context))) return undefined;
  if (approval === undefined) return denied('There is nobody to allow it.');
  const verdict = await approval({ callId, toolName, input: copyData(input), signal });
  checkVerdict(verdict);
  return verdict.approved ? undefined : denied(verdict.reason);
}

/** Types promise it, but plain JavaScript may answer `true`, or `'no'`: nothing but a verdict allows a call. */
function checkVerdict(verdict: ApprovalVerdict): void {
  const isVerdict = typeof verdict === 'object' && verdict !== null;
  if (isVerdict && typeof verdict.approved === 'boolean') return;
  throw new TypeError(
    `\`approval\` answered with ${kindOf(verdict)}. It answers { approved: true }, or { approved: false, reason }.`,
  );
}

function contextOf(run: Pick<ToolRun, 'callId' | 'toolName'>, signal: AbortSignal): ToolContext {
  const { callId, toolName } = run;
  return { callId, toolName, signal };
}

/** The signal given aborts when the time is over, and with the response. */
async function withTime(
  timeoutMs: number | undefined,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  if (timeoutMs === undefined) return run(signal);
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let isLate = false;
  const callOff = startTimer(timeoutMs, () => {
    isLate = true;
    controller.abort(new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError'));
  });
  try {
    const outcome = await run(controller.signal);
    if (!isLate || 'output' in outcome) return outcome;
    const message = `The tool did not answer within ${timeoutMs} ms.`;
    return { code: 'tool-timeout', message, cause: controller.signal.reason };
  } finally {
    callOff();
    signal.removeEventListener('abort', abort);
  }
}

/** What a promise settles with after the abort has nobody to hear it, a failure least of all. */
function untilAbort<Value>(value: Value | PromiseLike<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const leave = () => signal.removeEventListener('abort', abort);
    Promise.resolve(value).finally(leave).then(resolve, reject);
  });
}

/** What JSON has of it, so that neither the tool nor a reader can change what the model was told. */
function toJson(output: unknown): unknown {
  if (output === undefined) return null;
  const text = hasJson(output) ? (JSON.stringify(output) as string | undefined) : undefined;
  if (text === undefined) throw new TypeError(`It returned ${kindOf(output)}, which is no JSON.`);
  return JSON.parse(text);
}

function denied(reason = 'No reason was given.'): ToolFault {
  return { code: 'tool-denied', message: `The call was not allowed. ${reason}` };
}

function failed(cause: unknown): ToolOutcome {
  return { code: 'tool-failed', message: `The tool failed: ${messageOf(cause)}`, cause };
}

function messageOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message || cause.name;
  return typeof cause === 'string' ? cause : kindOf(cause);
}
