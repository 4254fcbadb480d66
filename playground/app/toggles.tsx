// In: a table of options and those that are on. Out: a row of native checkboxes.

import { useId } from 'react';

interface TogglesProps<Key extends string> {
  name: string;
  options: Readonly<Record<Key, { readonly label: string; readonly hint: string }>>;
  value: readonly Key[];
  /** What it means that none is on. */
  none: string;
  onChange: (value: Key[]) => void;
}

export function Toggles<Key extends string>(props: TogglesProps<Key>) {
  const { name, options, value, none, onChange } = props;
  const id = useId();
  const keys = Object.keys(options) as Key[];
  const hints = keys.filter((key) => value.includes(key)).map((key) => options[key].hint);
  return (
    <fieldset className="choice" aria-describedby={`${id}hint`}>
      <legend className="choice-name">{name}</legend>
      <div className="choice-options">
        {keys.map((key) => (
          <label key={key} className="choice-option">
            <input
              type="checkbox"
              checked={value.includes(key)}
              onChange={({ target }) =>
                onChange(
                  keys.filter((each) => (each === key ? target.checked : value.includes(each))),
                )
              }
            />
            <span>{options[key].label}</span>
          </label>
        ))}
      </div>
      <p className="choice-hint" id={`${id}hint`}>
        {hints.length === 0 ? none : hints.join('; ')}
      </p>
    </fieldset>
  );
}
