// In: a number with its bounds, or faults that were chosen. Out: inputs for them, with labels, for mouse and keyboard.
// Knows nothing of what comes of a choice.

import { useId } from 'react';
import { faults, type Fault } from '../../playground/shared/settings.js';

/** Whoever plays a model dying, plays the cut of its connection: that is a control of its own here. */
const shownFaults = (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'dropped');

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

export function Range({ label, value, min, max, onChange }: RangeProps) {
  const id = useId();
  return (
    <span className="travel-range">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <span>
        {value} of {max}
      </span>
    </span>
  );
}

interface FaultChoiceProps {
  readonly chosen: readonly Fault[];
  readonly onChange: (faults: readonly Fault[]) => void;
}

export function FaultChoice({ chosen, onChange }: FaultChoiceProps) {
  const toggle = (fault: Fault, isChosen: boolean) =>
    onChange(shownFaults.filter((each) => (each === fault ? isChosen : chosen.includes(each))));
  return (
    <fieldset className="travel-faults">
      <legend>Break the answer</legend>
      {shownFaults.map((fault) => (
        <label key={fault}>
          <input
            type="checkbox"
            checked={chosen.includes(fault)}
            onChange={({ target }) => toggle(fault, target.checked)}
          />{' '}
          {faults[fault].label}
        </label>
      ))}
    </fieldset>
  );
}
