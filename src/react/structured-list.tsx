'use client';
// In: the path of an array. Out: one row per item, each rendered once; a new item renders its own row.
// Subscribes to the array's length and status: what happens inside an item never renders the list.
// Knows nothing of what a row shows.

import { Fragment, memo, useState } from 'react';
import type { ElementType, HTMLAttributes, ReactElement, ReactNode } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import { checkKinds } from '../internal/usage-error.js';
import type { FieldStatus, Path } from '../protocol/index.js';
import { fieldAttributes, standInOf, type StandIn } from './field-attributes.js';
import { createListItems } from './list-item.js';
import type { ListItem } from './list-item.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import type { ItemAt, ListPath } from './typed-path.js';
import { pathText, useStreamPart } from './use-field.js';

export interface StructuredListProps<
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
> extends Omit<HTMLAttributes<HTMLElement>, 'children'> {
  /** The array to show. With a `stream`, its schema has a list there. */
  readonly path: ListPath<T, P>;
  /** Renders one item, from its address: `item.path`, `item.at('title')`. Called once per item, not per change in it. */
  readonly children: (item: ItemAt<T, P>, index: number) => ReactNode;
  /** Shown before the first item, while one may still come. */
  readonly pending?: ReactNode;
  /**
   * Renders the place of an item that has not begun, while it may still come: there are `skeletonCount` rows until more
   * items than that have begun. Takes precedence over `pending`.
   */
  readonly skeleton?: (index: number) => ReactNode;
  /**
   * How many items there will be at least; `leastItems` of `fieldwise` takes it from the schema. Default: `1` before the first
   * item.
   */
  readonly skeletonCount?: number;
  /** Shown when the array is final and has no item, or never came. */
  readonly empty?: ReactNode;
  /**
   * The element around the rows (or the slot); it carries `data-field`, `data-status` and `aria-busy`, and the other
   * attributes given. Default: no element.
   */
  readonly as?: ElementType;
  /** The stream to read; its schema types `path` and the items. Default: the nearest provider's, which types nothing. */
  readonly stream?: S;
}

function List({
  path,
  children,
  pending,
  skeleton,
  skeletonCount = 1,
  empty,
  as: Element,
  stream,
  ...attributes
}: StructuredListProps): ReactNode {
  checkKinds({ children }, 'function');
  const text = pathText(path);
  const [shown, run] = useStreamPart(stream, text, outline);
  const [status, length, standIn] = readOutline(shown);
  const [itemsOf] = useState(createListItems);
  const rows = itemsOf(text, length).map((item) => (
    <Row key={item.index} item={item} render={children} />
  ));
  const canGrow = status === 'pending' || status === 'streaming';
  const ghosts = canGrow && skeleton ? skeletonCount : 0;
  for (let index = length; index < ghosts; index++) {
    rows.push(<Fragment key={index}>{skeleton?.(index)}</Fragment>);
  }
  const content = rows.length > 0 ? rows : canGrow ? pending : empty;
  if (Element === undefined) return content;
  return (
    <Element {...attributes} {...fieldAttributes(text, status, standIn, run.lane)}>
      {content}
    </Element>
  );
}

/** Between two renders of the list's parent, `render` and the item are the same objects: memo keeps old rows still. */
const Row = memo(function Row({
  item,
  render,
}: {
  readonly item: ListItem;
  readonly render: StructuredListProps['children'];
}) {
  return render(item, item.index);
});

/** Status, length and stand-in as one text, which compares by value. */
function outline(field: FieldSnapshot): string {
  const { status, value } = field;
  return `${status} ${Array.isArray(value) ? value.length : 0} ${standInOf(field) ?? ''}`;
}

function readOutline(text: string): [FieldStatus, number, StandIn | undefined] {
  const [status, length, standIn] = text.split(' ');
  return [status as FieldStatus, Number(length), (standIn || undefined) as StandIn | undefined];
}

/**
 * Shows the items of an array as they arrive. The list renders when an item begins and when the array is final; what
 * happens inside an item renders only the fields that show it.
 *
 * @example
 * ```tsx
 * export const Items = () => (
 *   <StructuredList path="items" as="ul" empty={<li>Nothing found</li>}>
 *     {(item) => <StructuredField path={item.at('title')} as="li" />}
 *   </StructuredList>
 * );
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredList = memo(List) as unknown as {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredListProps<T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <S extends StreamSource, P extends string | Path>(
    props: StructuredListProps<SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
StructuredList.displayName = 'StructuredList';
