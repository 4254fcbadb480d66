// In: a width or a number of lines. Out: the shape of text that is not there yet.
// Only shapes that stand alone in a heading say so in words; elsewhere the field around them is marked busy.
// Knows nothing of fields.

interface BoneProps {
  readonly width?: string;
  /** Read by assistive technology in place of the shape; an empty heading would be a dead end there. */
  readonly label?: string;
}

export function Bone({ width = '12ch', label }: BoneProps) {
  return (
    <span className="bone" style={{ inlineSize: width }} aria-hidden={label === undefined}>
      {label !== undefined && <span className="unseen">{label}</span>}
    </span>
  );
}

export function Bones({ lines = 3 }: { readonly lines?: number }) {
  return (
    <span className="bones" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="bone" />
      ))}
    </span>
  );
}
