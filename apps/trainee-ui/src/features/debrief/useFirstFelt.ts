import type { Debrief } from '@firedrill/protocol';
import { useState } from 'react';

const keyOf = (drillId: string): string => `firedrill.felt-skipped.${drillId}`;

/** Nobody should see the points before the team has said how it was, or this browser has skipped that. */
export function useFirstFelt(drillId: string, felt: Debrief['felt']) {
  const [skipped, setSkipped] = useState(() => localStorage.getItem(keyOf(drillId)) !== null);
  const skip = (): void => {
    localStorage.setItem(keyOf(drillId), 'yes');
    setSkipped(true);
  };
  return { isPast: skipped || felt.length > 0, skip };
}
