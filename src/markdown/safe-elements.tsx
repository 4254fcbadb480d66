// In: a link or an image that a model wrote. Out: a link that tells its target nothing; of an image, its description.
// An image is loaded without a click, from an address that the model chose and could have written secrets into.
// Knows nothing of the text around them.

import type { ComponentProps, ReactNode } from 'react';
import type { Components, ExtraProps } from 'react-markdown';

function SafeLink(props: ComponentProps<'a'> & ExtraProps): ReactNode {
  const { node: _, children, ...link } = props;
  // What the address was not allowed to be is text.
  if (!link.href) return <span>{children}</span>;
  return (
    <a {...link} rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function ImageText({ alt }: ComponentProps<'img'>): ReactNode {
  return <span data-image="">{alt}</span>;
}

export const SAFE_ELEMENTS: Components = { a: SafeLink, img: ImageText };
