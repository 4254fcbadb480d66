'use client';
// The door of react/: hooks and components that render an answer field by field.
// Everything here runs in the browser; on a server it renders what was there before anything was submitted.

export { diffText } from './diff-text.js';
export type { DiffPart } from './diff-text.js';
export { InstantReactError } from './error.js';
export type { InstantReactErrorCode } from './error.js';
export type { InstantStream, InstantStreamValues } from './instant-stream.js';
export type { ListItem } from './list-item.js';
export type { InstantQueryData } from './query-data.js';
export { paceText } from './pace-text.js';
export type { PaceUnit, TextPace, TextReveal } from './pace-text.js';
export { InstantStreamProvider } from './run-context.js';
export type { InstantStreamProviderProps, StreamSource } from './run-context.js';
export { StreamAnnouncer } from './stream-announcer.js';
export type { AnnouncedField, StreamAnnouncerProps } from './stream-announcer.js';
export type { StreamComponents } from './stream-components.js';
export type { UseInstantStreamOptions } from './stream-options.js';
export { StructuredField } from './structured-field.js';
export type { StructuredFieldProps } from './structured-field.js';
export { StructuredList } from './structured-list.js';
export type { StructuredListProps } from './structured-list.js';
export { StructuredText } from './structured-text.js';
export type { StructuredTextProps, TextTag } from './structured-text.js';
export type { TypedListItem } from './typed-path.js';
export type { TextInputProps } from './use-text-input.js';
export { hookFormPort, tanStackFormPort } from './form-port.js';
export type { FormPort, HookForm, HookFormArray, TanStackForm } from './form-port.js';
export { useFormFill } from './use-form-fill.js';
export { useEditableField } from './use-editable-field.js';
export type { EditableField } from './use-editable-field.js';
export { useEdits } from './use-edits.js';
export type { StreamEdits } from './use-edits.js';
export { useField } from './use-field.js';
export { useInstantStream } from './use-instant-stream.js';
