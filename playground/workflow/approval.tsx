// In: what the flow asks a person. Out: the question with its answers: approve, change the title, or refuse; and what was answered.
// A button that cannot act now is dimmed, not disabled; once it is answered the focus goes to what took the question's place.

import { useId, useRef, useState, type FormEvent } from 'react';
import type { FlowLog } from './flow-log.js';
import { useInterrupt } from './hooks.js';
import { Decision, type Question } from './schemas.js';
import { useFlowLog } from './use-flow-log.js';

interface ApprovalProps {
  log: FlowLog;
  /** Once the run is over nobody is there to take an answer. */
  isRunning: boolean;
}

export function Approval({ log, isRunning }: ApprovalProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const asked = useInterrupt('approve');
  const { answer: given } = useFlowLog(log);
  const isOpen = asked !== undefined && isRunning;
  const decide = async (decision: Decision) => {
    if (asked === undefined || asked.isAnswering) return;
    if (await asked.answer(decision)) section.current?.focus();
  };
  return (
    <section
      className="approval"
      ref={section}
      tabIndex={-1}
      aria-labelledby={id}
      data-status={isOpen ? 'streaming' : 'pending'}
    >
      <h2 className="eyebrow" id={id}>
        Your turn
      </h2>
      {isOpen ? (
        <Answers
          title={asked.interrupt.payload.title}
          question={questionOf(asked.interrupt.payload)}
          isBusy={asked.isAnswering}
          problem={asked.error?.message}
          onDecide={(decision) => void decide(decision)}
        />
      ) : (
        <p className="approval-note">{noteOf(given)}</p>
      )}
    </section>
  );
}

function questionOf({ title, planned, found }: Question): string {
  const known =
    found === planned ? `All ${planned} findings are` : `${found} of ${planned} findings are`;
  return `${known} there. Shall the report “${title}” be written from them?`;
}

function noteOf(given: unknown): string {
  const { data: decision } = Decision.safeParse(given);
  if (decision === undefined) return 'You are asked before the report is written.';
  if (decision.kind === 'approve') return 'You approved.';
  if (decision.kind === 'refuse') return 'You refused.';
  return `You approved it under another title: “${decision.title}”.`;
}

interface AnswersProps {
  title: string;
  question: string;
  isBusy: boolean;
  problem: string | undefined;
  onDecide: (decision: Decision) => void;
}

function Answers({ title, question, isBusy, problem, onDecide }: AnswersProps) {
  const [draft, setDraft] = useState<string>();
  const change = (event: FormEvent) => {
    event.preventDefault();
    const next = draft?.trim() ?? '';
    if (next !== '') onDecide({ kind: 'change', title: next });
  };
  return (
    <>
      <p className="approval-question">{question}</p>
      <div className="approval-buttons">
        <button
          type="button"
          className="button button-run"
          aria-disabled={isBusy}
          onClick={() => onDecide({ kind: 'approve' })}
        >
          Approve
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={isBusy}
          aria-expanded={draft !== undefined}
          onClick={() => setDraft(draft === undefined ? title : undefined)}
        >
          Change the title
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={isBusy}
          onClick={() => onDecide({ kind: 'refuse' })}
        >
          Refuse
        </button>
      </div>
      {draft !== undefined && (
        <form className="approval-change" onSubmit={change}>
          <label className="entry">
            Title of the report
            <input
              value={draft}
              maxLength={120}
              onChange={({ target }) => setDraft(target.value)}
            />
          </label>
          <button type="submit" className="button" aria-disabled={isBusy}>
            Write it under this title
          </button>
        </form>
      )}
      <p className="approval-problem" role="alert">
        {problem}
      </p>
    </>
  );
}
