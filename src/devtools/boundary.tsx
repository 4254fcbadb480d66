// In: elements that may fail. Out: those elements, or what failed of them in words, with a way to try again.
// What watches an application must not take it down.
// Knows nothing of what is inside.

import { Component } from 'react';
import type { ReactNode } from 'react';

interface BoundaryProps {
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly failure?: { readonly error: unknown } | undefined;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {};

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: { error } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { children, onClose } = this.props;
    if (!failure) return children;
    const { error } = failure;
    return (
      <section className="panel failed" aria-label="Fieldwise devtools" role="alert">
        <p>
          The devtools failed, and the page goes on without them:{' '}
          {error instanceof Error ? error.message : 'what was thrown is no error.'}
        </p>
        <button type="button" onClick={() => this.setState({ failure: undefined })}>
          Try again
        </button>
        {onClose && (
          <button type="button" className="close" onClick={onClose}>
            Close
          </button>
        )}
      </section>
    );
  }
}
