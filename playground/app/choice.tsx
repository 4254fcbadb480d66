// In: a table of options and the chosen one. Out: a row of native radio buttons, and what the chosen one means.

import { useId } from 'react';

interface ChoiceProps<Key extends string> {
  name: string;
  options: Readonly<Record<Key, { readonly label: string; readonly hint: string }>>;
  value: Key;
  onChange: (value: Key) => void;
}

export function Choice<Key extends string>({ name, options, value, onChange }: ChoiceProps<Key>) {
  const id = useId();
  return (
    <fieldset className="choice" aria-describedby={`${id}hint`}>
      <legend className="choice-name">{name}</legend>
      <div className="choice-options">
        {(Object.keys(options) as Key[]).map((key) => (
          <label key={key} className="choice-option">
            <input type="radio" name={id} checked={key === value} onChange={() => onChange(key)} />
            <span>{options[key].label}</span>
          </label>
        ))}
      </div>
      <p className="choice-hint" id={`${id}hint`}>
        {options[value].hint}
      </p>
    </fieldset>
  );
}
