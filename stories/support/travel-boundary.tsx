// In: a story that is travelled in. Out: the story, or what it threw, in words, until the answer is asked for anew.
// What a story makes of a broken answer must not take the controls along that broke it.
// Knows nothing of the controls.

import { Component } from 'react';
import type { ReactNode } from 'react';

interface TravelBoundaryProps {
  /** Another number each time the answer is asked for. */
  readonly round: number;
  readonly children: ReactNode;
}

interface TravelBoundaryState {
  readonly round: number;
  readonly failure?: { readonly error: unknown } | undefined;
}

export class TravelBoundary extends Component<TravelBoundaryProps, TravelBoundaryState> {
  override state: TravelBoundaryState = { round: this.props.round };

  static getDerivedStateFromError(error: unknown): Partial<TravelBoundaryState> {
    return { failure: { error } };
  }

  static getDerivedStateFromProps(
    { round }: TravelBoundaryProps,
    state: TravelBoundaryState,
  ): Partial<TravelBoundaryState> | null {
    return round === state.round ? null : { round, failure: undefined };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    const { error } = failure;
    return (
      <section className="stage" aria-label="The story">
        <p role="alert" className="stage-answer">
          {`The story failed at this place of the answer: ${error instanceof Error ? error.message : 'what was thrown is no error.'}`}
        </p>
      </section>
    );
  }
}
