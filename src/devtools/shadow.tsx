// In: elements and their style sheet. Out: both in a shadow root, where no style of the page reaches them, nor theirs the page.
// Keys pressed inside stay inside: shortcuts of the page would take typing in a search field for their own.
// Knows nothing of what is inside.

import { useCallback, useState } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Boundary } from './boundary.js';
import { STYLES } from './styles.js';

interface ShadowProps {
  readonly styleNonce: string | undefined;
  readonly theme: 'light' | 'dark' | 'system' | undefined;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
}

export function Shadow({ styleNonce, theme, style, children }: ShadowProps) {
  const [root, setRoot] = useState<ShadowRoot>();
  const attach = useCallback((host: HTMLDivElement | null) => {
    // A host that is mounted again has its root already.
    if (host) setRoot(host.shadowRoot ?? host.attachShadow({ mode: 'open' }));
  }, []);
  const inside = (
    <>
      <style nonce={styleNonce}>{STYLES}</style>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it stops events and reacts to none */}
      <div className="inside" data-theme={theme} onKeyDown={keep} onKeyUp={keep}>
        <Boundary>{children}</Boundary>
      </div>
    </>
  );
  return (
    <div ref={attach} data-fieldwise-devtools="" style={style}>
      {root && createPortal(inside, root)}
    </div>
  );
}

function keep(event: KeyboardEvent): void {
  event.stopPropagation();
}
