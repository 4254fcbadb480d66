// In: how wide the coming text will be. Out: a bar in its place, in the size of the text around it.

/** One coming line, `ch` characters wide. `label` is for screen readers, where the line will be a field of its own. */
export function Bone({ ch, label }: { ch: number; label?: string }) {
  return (
    <span className="bone" style={{ inlineSize: `${ch}ch` }}>
      {label === undefined ? null : <span className="sr-only">{label}</span>}
    </span>
  );
}

/** A coming paragraph. */
export function Bones({ lines }: { lines: number }) {
  return (
    <span className="bones">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="bone" />
      ))}
    </span>
  );
}
