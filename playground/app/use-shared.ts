// In: what to do with what a link holds. Out: it is done once for each such link that is opened; and what is wrong with one.
// The address is then the page's plain one: what is changed afterwards is not what was shared.

import { useEffect, useEffectEvent, useState } from 'react';
import { parseShare, type ReadShare, type Shared } from '../shared/share.js';

export function useShared(onShared: (shared: Shared) => void): string | undefined {
  const [problem, setProblem] = useState(() => parseShare(window.location.hash)?.problem);
  const take = useEffectEvent((read: ReadShare | undefined) => {
    if (read === undefined) return;
    if (read.shared !== undefined) onShared(read.shared);
    window.history.replaceState(null, '', window.location.hash.replace(/\?s=.*$/s, ''));
  });
  useEffect(() => {
    const listen = () => {
      const read = parseShare(window.location.hash);
      // What was wrong with one link is said until the reader goes elsewhere.
      setProblem(read?.problem);
      take(read);
    };
    take(parseShare(window.location.hash));
    window.addEventListener('hashchange', listen);
    return () => window.removeEventListener('hashchange', listen);
  }, []);
  return problem;
}
