'use client';
// In: a form and a stream. Out: the form, filled while the answer streams. Renders nothing.
// Knows nothing of fields and of form libraries.

import { useEffect, useInsertionEffect, useRef } from 'react';
import { check } from '../internal/usage-error.js';
import { fillForm } from './fill-form.js';
import type { FormPort } from './form-port.js';
import { useRun } from './run-context.js';
import type { StreamSource } from './run-context.js';

/**
 * Fills a form with an answer as it streams: text as it grows, everything else as it completes, rows as they begin. What
 * the user typed stays, in later runs too, and so do rows they added, removed or moved; everything else follows the
 * model. Nothing is validated or marked as touched by it.
 *
 * @param form {@link hookFormPort}, {@link tanStackFormPort}, or a {@link FormPort} of your own
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option` when it is given the form itself, and no port of it.
 */
export function useFormFill(form: FormPort, stream?: StreamSource): void {
  check(typeof form?.append === 'function', 'form', 'hookFormPort(form), or a port like it', form);
  const run = useRun(stream);
  const port = useRef(form);
  useInsertionEffect(() => {
    port.current = form;
  });
  useEffect(() => fillForm(run, () => port.current), [run]);
}
