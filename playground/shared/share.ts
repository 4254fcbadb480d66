// In: what is chosen on the page. Out: a part of an address that holds it, and back.
// An address is anybody's text: what is too long, or is not what this page writes, is refused in words and changes nothing.
// Endpoints and keys are no part of it: a link must not decide where a key is sent.

import { z } from 'zod';
import { ownSchema } from './own.js';
import { settingsSchema } from './settings.js';
import { workflowSchema } from './workflow.js';

const MAX_CHARACTERS = 8000;

const sharedSchema = z.strictObject({
  settings: settingsSchema,
  layout: z.enum(['made', 'generated']),
  own: ownSchema.optional(),
  workflow: workflowSchema.optional(),
  /** A pasted text. */
  text: z.string().max(MAX_CHARACTERS).optional(),
});

export type Shared = z.infer<typeof sharedSchema>;

/** What was read of an address, or what is wrong with it. */
export type ReadShare =
  | { readonly shared: Shared; readonly problem?: undefined }
  | { readonly shared?: undefined; readonly problem: string };

/** `#/travel?s=…`; undefined when it would be longer than an address should be. */
export function formatShare(page: string, shared: Shared): string | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const text = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return text.length > MAX_CHARACTERS ? undefined : `#/${page}?s=${text}`;
}

/** Undefined where the address holds nothing of the kind. */
export function parseShare(hash: string): ReadShare | undefined {
  const text = /\?s=(.*)$/s.exec(hash)?.[1];
  if (text === undefined) return undefined;
  if (text.length > MAX_CHARACTERS)
    return { problem: 'This link is too long to be one of this page.' };
  const { data, error } = sharedSchema.safeParse(decode(text));
  if (data !== undefined) return { shared: data };
  const path = error.issues[0]?.path.join('.') ?? '';
  return {
    problem: `This link holds nothing this page can show${path && ` (${path})`}. Ask for a new one.`,
  };
}

function decode(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Cut, mistyped or never one: said by whoever asked.
    return undefined;
  }
}
