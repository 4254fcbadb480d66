// In: a prompt and a schema in zod notation. Out: both to be edited, and a run of the last schema that could be read.
// A schema is read while it is typed, and never evaluated; an edit that cannot be read leaves the answer as it is.
// Loaded when it is opened, with the reader of notation.

import { useId, useState } from 'react';
import type { z } from 'zod';
import { readAnswerSchema } from '../schema/read-answer-schema.js';
import { SchemaError } from '../schema/schema-error.js';
import { firstOwn, MAX_PROMPT, OWN, type Own } from '../shared/own.js';
import { MAX_NOTATION } from '../schema/read-schema.js';
import { useTop } from './use-top.js';
import { Workbench, type WorkbenchProps } from './workbench.js';

interface OwnPageProps extends Omit<WorkbenchProps, 'asked' | 'head'> {
  own: Own;
  onChange: (part: Partial<Own>) => void;
}

interface Reading {
  readonly notation: string;
  readonly schema: z.ZodObject;
  /** How many schemas were read before: each has a run of its own. */
  readonly count: number;
}

export default function OwnPage({ own, onChange, ...workbench }: OwnPageProps) {
  useTop();
  const [read, setRead] = useState(() => firstReading(own.notation));
  const problem = problemOf(own.notation);
  const edit = (notation: string) => {
    onChange({ notation });
    const { schema } = tryToRead(notation);
    if (schema === undefined) return;
    workbench.session.figures.clear();
    setRead({ notation, schema, count: read.count + 1 });
  };
  const asked = {
    id: OWN,
    runId: `${OWN}/${read.count}`,
    title: 'Your own',
    schema: read.schema,
    own: { prompt: own.prompt, notation: read.notation },
  } as const;
  return (
    <Workbench
      {...workbench}
      asked={asked}
      head={
        <Editor
          own={own}
          problem={problem}
          onPrompt={(prompt) => onChange({ prompt })}
          onNotation={edit}
        />
      }
    />
  );
}

interface EditorProps {
  own: Own;
  problem: string | undefined;
  onPrompt: (prompt: string) => void;
  onNotation: (notation: string) => void;
}

function Editor({ own, problem, onPrompt, onNotation }: EditorProps) {
  const id = useId();
  return (
    <div className="own">
      <label className="entry">
        Prompt
        <textarea
          rows={2}
          value={own.prompt}
          maxLength={MAX_PROMPT}
          onChange={({ target }) => onPrompt(target.value)}
        />
      </label>
      <label className="entry">
        Schema of the answer
        <textarea
          rows={14}
          value={own.notation}
          maxLength={MAX_NOTATION}
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}problem`}
          onChange={({ target }) => onNotation(target.value)}
        />
      </label>
      <p
        className="own-problem"
        id={`${id}problem`}
        aria-live="polite"
        data-invalid={problem !== undefined}
      >
        {problem ?? 'Read as zod notation; nothing of it is run. The answer below follows it.'}
      </p>
    </div>
  );
}

function tryToRead(notation: string): { schema?: z.ZodObject; problem?: string } {
  try {
    return { schema: readAnswerSchema(notation) };
  } catch (error) {
    if (error instanceof SchemaError) return { problem: error.message };
    throw error;
  }
}

function problemOf(notation: string): string | undefined {
  return tryToRead(notation).problem;
}

/** What was left unfinished on the last visit is shown, and the first schema stands in for it. */
function firstReading(left: string): Reading {
  const { schema } = tryToRead(left);
  if (schema !== undefined) return { notation: left, schema, count: 0 };
  return { notation: firstOwn.notation, schema: readAnswerSchema(firstOwn.notation), count: 0 };
}
