// In: what a flow says of its lanes. Out: the types of what shows them: the name of a lane types its fields.
// A flow that says nothing has the untyped ones. Types only.
// Knows nothing of how a lane is shown.

import type { ReactElement, ReactNode } from 'react';
import type { Path } from '../../protocol/index.js';
import type { LanesOf, NameOf } from '../flow-types.js';
import type { Lane, LaneProps } from './lane.js';
import type {
  LaneFieldProps,
  LaneListProps,
  LaneTextProps,
  PlainField,
  PlainList,
  PlainText,
  StructuredField,
  StructuredList,
  StructuredText,
} from './lane-components.js';
import type { LaneSource, useLane, UseLaneOptions } from './use-lane.js';

type Element = ReactElement | null;

/** {@link useLane} and what shows a lane, typed by a flow. */
export type LaneParts<T> = 'lanes' extends keyof T ? TypedLaneParts<LanesOf<T>> : AnyLaneParts;

interface AnyLaneParts {
  readonly useLane: typeof useLane;
  readonly Lane: typeof Lane;
  readonly StructuredField: typeof StructuredField;
  readonly StructuredList: typeof StructuredList;
  readonly StructuredText: typeof StructuredText;
}

interface TypedLaneParts<Lanes> {
  readonly useLane: <N extends NameOf<Lanes>>(
    name: N,
    options?: UseLaneOptions<Lanes[N]>,
  ) => LaneSource<Lanes[N]>;
  readonly Lane: <N extends NameOf<Lanes>>(
    props: LaneProps<Lanes[N]> & { readonly name: N },
  ) => ReactNode;
  /** Without a lane it shows a field of what is around: what is written there is checked by a `stream`, or not at all. */
  readonly StructuredField: PlainField & {
    <N extends NameOf<Lanes>, P extends string | Path>(
      props: LaneFieldProps<Lanes[N], P, N>,
    ): Element;
  };
  readonly StructuredList: PlainList & {
    <N extends NameOf<Lanes>, P extends string | Path>(
      props: LaneListProps<Lanes[N], P, N>,
    ): Element;
  };
  readonly StructuredText: PlainText & {
    <N extends NameOf<Lanes>, P extends string | Path>(
      props: LaneTextProps<Lanes[N], P, N>,
    ): Element;
  };
}
