// In: who answers. Out: a choice of it, and what the chosen one has to know: an address, a model and a key, or a text.
// Knows nothing of how it is asked.

import { OWN } from '../shared/own.js';
import type { PageId } from './asked.js';
import { answerers, MAX_TEXT, sourceSchema, sources } from '../shared/source.js';
import { WORKFLOW } from '../shared/workflow.js';
import { Choice } from './choice.js';
import { toSource, type SourceDraft } from './use-source.js';

interface SourcePanelProps {
  page: PageId;
  draft: SourceDraft;
  onChange: (part: Partial<SourceDraft>) => void;
}

export function SourcePanel({ page, draft, onChange }: SourcePanelProps) {
  const { kind } = draft;
  return (
    <section className="source-panel" aria-labelledby="source-title">
      <h2 className="eyebrow" id="source-title">
        Who answers
      </h2>
      {page === WORKFLOW && kind !== 'text' ? (
        <Choice
          name="Source"
          options={answerers}
          value={kind}
          onChange={(value) => onChange({ kind: value })}
        />
      ) : (
        <Choice
          name="Source"
          options={sources}
          value={kind}
          onChange={(value) => onChange({ kind: value })}
        />
      )}
      {kind === 'endpoint' && <EndpointFields draft={draft} onChange={onChange} />}
      {kind === 'text' && <TextField page={page} draft={draft} onChange={onChange} />}
    </section>
  );
}

type FieldsProps = Pick<SourcePanelProps, 'draft' | 'onChange'>;

function EndpointFields({ draft, onChange }: FieldsProps) {
  const { baseURL, model, apiKey } = draft;
  return (
    <div className="entries">
      <label className="entry">
        Base URL
        <input
          type="url"
          value={baseURL}
          placeholder="http://127.0.0.1:11434/v1"
          onChange={({ target }) => onChange({ baseURL: target.value })}
        />
      </label>
      <label className="entry">
        Model
        <input
          value={model}
          placeholder="llama3.2"
          spellCheck={false}
          onChange={({ target }) => onChange({ model: target.value })}
        />
      </label>
      <label className="entry">
        Key, if it wants one
        <input
          type="password"
          value={apiKey}
          autoComplete="off"
          onChange={({ target }) => onChange({ apiKey: target.value })}
        />
      </label>
      <Lack draft={draft} />
      <p className="choice-hint">
        The playground’s own server asks it. The key is forgotten when the page is left.
      </p>
    </div>
  );
}

function TextField({ page, draft, onChange }: FieldsProps & { page: PageId }) {
  const fill = async () => {
    const { answers } = await import('../recipes/answers.js');
    onChange({ text: answers.find(({ id }) => id === page)?.text ?? '' });
  };
  return (
    <div className="entries">
      <label className="entry">
        What the model said
        <textarea
          rows={6}
          maxLength={MAX_TEXT}
          spellCheck={false}
          value={draft.text}
          placeholder={'Here you are: {"title": "…'}
          onChange={({ target }) => onChange({ text: target.value })}
        />
      </label>
      {page !== OWN && (
        <button type="button" className="small-button" onClick={() => void fill()}>
          Fill in the recorded answer
        </button>
      )}
      <Lack draft={draft} />
    </div>
  );
}

/** What is still to be entered before it can be asked. */
function Lack({ draft }: { draft: SourceDraft }) {
  const lack = lackOf(draft);
  return (
    <p className="entry-lack" aria-live="polite">
      {lack}
    </p>
  );
}

/** In words; undefined when a run may begin. */
export function lackOf(draft: SourceDraft): string | undefined {
  const { error } = sourceSchema.safeParse(toSource(draft));
  const issue = error?.issues[0];
  return issue && `Still to enter: ${issue.message}`;
}
