import type { ReactNode } from 'react';

/** Why there is no request to walk through. */
export const NoWalk = (): ReactNode => (
  <p className="fd-debrief-text">
    No single request shows it. Of those that were traced where it began, none spent clearly more time than such
    requests do in a healthy shop: it shows in how many there were, or outside of requests. The true story below tells
    it.
  </p>
);
