// In: a schema. Out: its form on the page, over a run that is fed by hand, and what it submits.
// Knows nothing of what is tested.

import { screen } from '@testing-library/react';
import { createInstantRun } from 'fieldwise/client';
import { StructuredForm, type StructuredFormProps } from 'fieldwise/object';
import { vi } from 'vitest';
import type { z } from 'zod';
import { createManualTransport } from './manual-transport.js';
import { nextTask, renderWithCache, settle } from './react-harness.js';

export async function shownForm<S extends z.ZodType>(
  schema: S,
  props: Partial<StructuredFormProps<z.infer<S>>> = {},
) {
  const transport = createManualTransport<string>();
  const run = createInstantRun<z.infer<S>, string>({ transport, schema, scheduler: nextTask });
  void run.submit('go');
  await settle();
  const onSubmit = vi.fn<(value: unknown) => void>();
  const { container } = renderWithCache(
    <StructuredForm
      {...(props as object)}
      schema={schema}
      stream={{ run }}
      onSubmit={onSubmit}
      aria-label="Answer"
    />,
  );
  const form = container.firstElementChild as HTMLFormElement;
  return {
    run,
    call: transport.last,
    form,
    onSubmit,
    submitted: () => onSubmit.mock.lastCall?.[0],
  };
}

export const control = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

export const labelsIn = (form: HTMLFormElement) =>
  [...form.querySelectorAll('label')].map((label) => label.textContent);
