// In: a text. Out: a button that copies it.

import { useState } from 'react';
import { copy } from './share-button.js';

interface CopyButtonProps {
  text: string;
  /** What it is, for those who do not see where the button stands. */
  of: string;
}

export function CopyButton({ text, of }: CopyButtonProps) {
  const [said, say] = useState('');
  const onClick = async () => say((await copy(text)) ? 'Copied' : 'Not allowed');
  return (
    <button type="button" className="small-button" onClick={() => void onClick()}>
      <span aria-live="polite">{said || 'Copy'}</span>
      <span className="sr-only"> {of}</span>
    </button>
  );
}
