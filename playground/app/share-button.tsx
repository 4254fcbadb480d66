// In: what is chosen. Out: a button that copies a link to it, and says what became of that.

import { useState } from 'react';
import { formatShare, type Shared } from '../shared/share.js';
import type { PageId } from './asked.js';

interface ShareButtonProps {
  page: PageId;
  shared: Shared;
}

export function ShareButton({ page, shared }: ShareButtonProps) {
  const [said, say] = useState('');
  const share = async () => {
    const hash = formatShare(page, shared) ?? formatShare(page, { ...shared, text: undefined });
    if (hash === undefined) return say('This schema is too long for a link.');
    const isWhole = formatShare(page, shared) !== undefined;
    const isCopied = await copy(new URL(hash, window.location.href).href);
    if (!isCopied) return say('The browser does not let this page copy.');
    return say(isWhole ? 'Link copied.' : 'Link copied, without the pasted text: it is too long.');
  };
  return (
    <p className="share">
      <button type="button" className="small-button" onClick={() => void share()}>
        Copy a link to this
      </button>
      <span aria-live="polite">{said}</span>
    </p>
  );
}

/** Whether the browser let it. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context, or when the reader has forbidden it; whoever asked says so.
    return false;
  }
}
