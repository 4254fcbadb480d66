// In: a terminal. Out: its second screen, drawn as a whole, and given back on every way out.
// The first screen, with what was on it, comes back as it was; so do the cursor and the breaking of lines.
// Knows nothing of what is drawn.

/// <reference types="node" />

import process from 'node:process';
import type { WriteStream } from 'node:tty';

const ENTER = '\u001B[?1049h\u001B[?25l\u001B[?7l';
const LEAVE = '\u001B[?7h\u001B[?25h\u001B[?1049l';
const HOME = '\u001B[H';
const CLEAR_LINE = '\u001B[K';
const CLEAR_BELOW = '\u001B[J';

export interface Screen {
  /** Takes the screen, the first time. */
  draw(lines: readonly string[]): void;
  /** Gives it back, for good; may be called more than once. */
  leave(): void;
}

/** The part of a terminal that is needed. */
export type ScreenPort = Pick<WriteStream, 'write'>;

export function createScreen(terminal: ScreenPort): Screen {
  let isTaken = false;
  let isOver = false;

  const take = () => {
    if (isTaken || isOver) return;
    isTaken = true;
    terminal.write(ENTER);
  };
  const give = () => {
    if (!isTaken) return;
    isTaken = false;
    terminal.write(LEAVE);
  };
  // Ctrl-Z: the shell that comes back has its own screen; the next frame takes it again.
  const pause = () => {
    give();
    process.kill(process.pid, 'SIGSTOP');
  };
  const leave = () => {
    isOver = true;
    process.off('exit', leave).off('SIGTSTP', pause);
    give();
  };
  // Whatever ends the process, an error that nobody caught included.
  process.once('exit', leave).on('SIGTSTP', pause);

  return {
    leave,
    draw(lines) {
      if (isOver) return;
      take();
      const text = lines.map((line) => `${line}${CLEAR_LINE}`).join('\r\n');
      terminal.write(`${HOME}${text}${CLEAR_BELOW}`);
    },
  };
}
