// In: how wide the coming text will be. Out: a bar in its place, in the size of the text around it.

/** One coming line, `ch` characters wide. */
export function Bone({ ch }: { ch: number }) {
  return <span className="bone" style={{ inlineSize: `${ch}ch` }} />;
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
