// In: how wide the texts of a table's row are likely to be, in characters. Out: a row of placeholders.

import { Bone } from './bone.js';

interface GhostRowProps {
  /** One cell each. */
  widths: readonly number[];
}

export function GhostRow({ widths }: GhostRowProps) {
  return (
    <tr aria-hidden="true">
      {Array.from(widths, (ch, cell) => (
        <td key={cell}>
          <Bone ch={ch} />
        </td>
      ))}
    </tr>
  );
}
