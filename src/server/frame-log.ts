// In: text, piece by piece. Out: all of it so far, and streams of what follows.
// Every stream is a cursor in the one log, so handing over twice costs no second reading.
// Knows nothing of what the text says.

export interface FrameLog {
  /** All that was added. */
  readonly text: string;
  /** What is added from now on. Ends with the log. */
  rest(): ReadableStream<string>;
  /** How many streams are neither over nor cancelled. */
  readonly readers: number;
  add(text: string): void;
  end(): void;
}

/** `onLeave` is called when a stream is cancelled before its end. */
export function createFrameLog(onLeave: () => void): FrameLog {
  const parts: string[] = [];
  const sleepers = new Set<() => void>();
  let isOver = false;
  let readers = 0;

  function wake(): void {
    for (const resolve of sleepers) resolve();
    sleepers.clear();
  }

  return {
    get text() {
      return parts.join('');
    },
    get readers() {
      return readers;
    },
    rest() {
      let at = parts.length;
      readers += 1;
      return new ReadableStream<string>(
        {
          async pull(controller) {
            // Only what is added, and the end, wake it.
            if (at === parts.length && !isOver) {
              await new Promise<void>((resolve) => sleepers.add(resolve));
            }
            if (at < parts.length) {
              controller.enqueue(parts.slice(at).join(''));
              at = parts.length;
              return;
            }
            readers -= 1;
            controller.close();
          },
          cancel() {
            readers -= 1;
            onLeave();
          },
        },
        { highWaterMark: 0 },
      );
    },
    add(text) {
      if (text === '') return;
      parts.push(text);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
  };
}
