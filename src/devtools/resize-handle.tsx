// In: the edge a panel is docked to, and its size. Out: a handle at its other edge, to drag or to move with arrows.
// Knows nothing of the panel.

import type { KeyboardEvent, PointerEvent } from 'react';
import type { DevtoolsPosition } from './devtools-props.js';

interface ResizeHandleProps {
  readonly position: DevtoolsPosition;
  readonly sizePx: number;
  readonly onResize: (sizePx: number) => void;
}

export const MIN_SIZE_PX = 160;
const STEP_PX = 24;

export function ResizeHandle({ position, sizePx, onResize }: ResizeHandleProps) {
  const isSide = position === 'left' || position === 'right';
  const grows = { bottom: 'ArrowUp', top: 'ArrowDown', left: 'ArrowRight', right: 'ArrowLeft' };
  const shrinks = { bottom: 'ArrowDown', top: 'ArrowUp', left: 'ArrowLeft', right: 'ArrowRight' };
  const resize = (next: number) =>
    onResize(Math.round(Math.min(largest(isSide), Math.max(MIN_SIZE_PX, next))));
  const onKeyDown = (event: KeyboardEvent) => {
    const step =
      event.key === grows[position] ? STEP_PX : event.key === shrinks[position] ? -STEP_PX : 0;
    if (step === 0) return;
    event.preventDefault();
    resize(sizePx + step);
  };
  const onPointerMove = ({ currentTarget, pointerId, clientX, clientY }: PointerEvent) => {
    if (!currentTarget.hasPointerCapture(pointerId)) return;
    const { innerWidth, innerHeight } = window;
    resize(
      { bottom: innerHeight - clientY, top: clientY, left: clientX, right: innerWidth - clientX }[
        position
      ],
    );
  };
  return (
    <div
      className="handle"
      data-side={isSide}
      role="separator"
      aria-label="Size of the devtools"
      aria-orientation={isSide ? 'vertical' : 'horizontal'}
      aria-valuemin={MIN_SIZE_PX}
      aria-valuemax={largest(isSide)}
      aria-valuenow={sizePx}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}

/** A strip of the page stays in sight. */
function largest(isSide: boolean): number {
  return Math.max(MIN_SIZE_PX, (isSide ? window.innerWidth : window.innerHeight) - 40);
}
