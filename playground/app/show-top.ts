// In: where an answer is written. Out: its top in sight, where the page is scrolled past it: a new answer is written from its beginning.

export function showTop(stage: HTMLElement | null): void {
  if (stage === null) return;
  const isPast = stage.getBoundingClientRect().top < 0;
  if (isPast) stage.scrollIntoView({ block: 'start', behavior: 'instant' });
}
