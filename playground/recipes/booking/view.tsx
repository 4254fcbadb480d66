// In: the stream above. Out: a form the model fills in; what the reader enters stands, whatever the model goes on to write.

import { useId, type ReactNode } from 'react';
import { useEditableField } from 'fieldwise/react';
import { bookingSchema } from './recipe.js';

const rooms = bookingSchema.shape.room.options;

export function BookingView() {
  return (
    <form className="booking" aria-label="Booking" onSubmit={(event) => event.preventDefault()}>
      <Entry path="name" label="Name">
        {textInput('text')}
      </Entry>
      <Entry path="email" label="Email">
        {textInput('email')}
      </Entry>
      <Entry path="arrival" label="Arrival">
        {textInput('text')}
      </Entry>
      <Entry path="nights" label="Nights">
        {({ value, set, ...input }) => (
          <input
            type="number"
            min={1}
            max={30}
            value={typeof value === 'number' ? value : ''}
            onChange={({ target }) => set(target.valueAsNumber)}
            {...input}
          />
        )}
      </Entry>
      <Entry path="room" label="Room">
        {({ value, set, ...input }) => (
          <select
            value={rooms.find((room) => room === value) ?? ''}
            onChange={({ target }) => set(target.value)}
            {...input}
          >
            <option value="">not chosen</option>
            {rooms.map((room) => (
              <option key={room}>{room}</option>
            ))}
          </select>
        )}
      </Entry>
      <Entry path="breakfast" label="Breakfast">
        {({ value, set, ...input }) => (
          <input
            type="checkbox"
            checked={value === true}
            onChange={({ target }) => set(target.checked)}
            {...input}
          />
        )}
      </Entry>
      <Entry path="wishes" label="Wishes">
        {({ value, set, ...input }) => (
          <textarea
            rows={3}
            value={asText(value)}
            onChange={({ target }) => set(target.value)}
            {...input}
          />
        )}
      </Entry>
    </form>
  );
}

interface InputProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
}

const textInput = (type: 'text' | 'email') =>
  function TextInput({ value, set, ...input }: InputProps) {
    return (
      <input
        type={type}
        value={asText(value)}
        onChange={({ target }) => set(target.value)}
        {...input}
      />
    );
  };

interface EntryProps {
  path: string;
  label: string;
  children: (input: InputProps) => ReactNode;
}

/** A label, an input, what is wrong, and what the model has for it where the reader wrote something else. */
function Entry({ path, label, children }: EntryProps) {
  const id = useId();
  const { value, model, set, accept, hasSuggestion, isDirty } = useEditableField(path);
  const issue = model.issues.find((each) => each.path === path)?.message;
  const note = isDirty ? undefined : (issue ?? notes.get(model.status));
  return (
    <div
      className="booking-entry"
      data-field={path}
      data-status={model.status}
      data-issue={issue}
      aria-busy={model.status === 'streaming'}
    >
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        value,
        set,
        'aria-invalid': issue !== undefined && !isDirty,
        'aria-describedby': `${id}note`,
      })}
      <p className="booking-note" id={`${id}note`}>
        {note}
        {hasSuggestion && model.isComplete ? (
          <button type="button" className="small-button" onClick={accept}>
            Take “{asText(model.value)}”
          </button>
        ) : null}
      </p>
    </div>
  );
}

const notes: ReadonlyMap<string, string> = new Map([
  ['incomplete', 'cut off'],
  ['missing', 'not received'],
]);

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
