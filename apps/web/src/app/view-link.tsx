import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

interface ViewAnchorProps extends ComponentProps<'a'> {
  /** Whether this view is the one shown. The router would take a view without filters for active beside any other. */
  isCurrent: boolean;
}

function ViewAnchor({ isCurrent, 'aria-current': _, ...anchor }: ViewAnchorProps) {
  return <a {...anchor} aria-current={isCurrent ? 'page' : undefined} />;
}

/** A link to one view of a list, for use inside `Views`. */
export const ViewLink = createLink(ViewAnchor);
