import type { Seat } from '@firedrill/protocol';

const keyOf = (drillId: string): string => `firedrill.seat.${drillId}`;
const hostKey = 'firedrill.host';
const nameKey = 'firedrill.name';

/** The seat taken in a drill by this browser, or null. */
export function readSeat(drillId: string): Seat | null {
  const text = localStorage.getItem(keyOf(drillId));
  if (text === null) return null;
  try {
    const seat: unknown = JSON.parse(text);
    // Written by saveSeat below; the check covers what another version may have left.
    return typeof seat === 'object' && seat !== null && 'token' in seat ? (seat as Seat) : null;
  } catch {
    return null;
  }
}

export function saveSeat(seat: Seat): void {
  localStorage.setItem(keyOf(seat.drillId), JSON.stringify(seat));
  localStorage.setItem(nameKey, seat.name);
}

export const forgetSeat = (drillId: string): void => localStorage.removeItem(keyOf(drillId));

/** Name used last on this browser; a newcomer can begin without typing one. */
export const lastName = (): string => localStorage.getItem(nameKey) ?? 'Trainee';

export const hostToken = (): string | null => localStorage.getItem(hostKey);
export const saveHostToken = (token: string): void => localStorage.setItem(hostKey, token);

/** The secret to send with a request to this path, or null. */
export function tokenFor(path: string): string | null {
  const drill = /^\/api\/drills\/([^/?]+)/.exec(path)?.[1];
  if (drill !== undefined) return readSeat(decodeURIComponent(drill))?.token ?? null;
  return path.startsWith('/api/host') ? hostToken() : null;
}
