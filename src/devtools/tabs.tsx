// In: names and what is behind them. Out: tabs, one of them chosen: one stop of the Tab key, arrows go from one to the next.
// Knows nothing of what is behind them.

import { useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  /** Beside the tabs. */
  readonly tools: ReactNode;
  /** Behind the one that is chosen. */
  readonly children: ReactNode;
}

export function Tabs<Name extends string>(props: TabsProps<Name>) {
  const { label, names, chosen, onChoose, tools, children } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = names.indexOf(chosen);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const name = next === undefined ? undefined : names.at(next % names.length);
    if (name === undefined || next === undefined) return;
    event.preventDefault();
    onChoose(name);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[names.indexOf(name)]?.focus();
  };
  return (
    <>
      <div className="tabbar">
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on the tabs */}
        <div role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
          {names.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}${name}`}
              aria-selected={name === chosen}
              aria-controls={`${id}panel`}
              tabIndex={name === chosen ? 0 : -1}
              onClick={() => onChoose(name)}
            >
              {name}
            </button>
          ))}
        </div>
        {tools}
      </div>
      <div
        role="tabpanel"
        id={`${id}panel`}
        className="tabpanel"
        aria-labelledby={`${id}${chosen}`}
      >
        {children}
      </div>
    </>
  );
}
