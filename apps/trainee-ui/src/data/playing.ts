/** `firedrill scenario play` opens its drill with the seat in the address, and another drill whenever the author saves. */
import { saveSeat } from './seat.ts';

const prefix = '#play=';
const key = 'firedrill.playing';
const again = '/play';

/** Takes the seat out of the address, where there is one. */
export function takeSeatFromAddress(): void {
  const { hash, pathname, search } = location;
  if (!hash.startsWith(prefix)) return;
  const text = atob(hash.slice(prefix.length).replaceAll('-', '+').replaceAll('_', '/'));
  // Written by the command, for this browser.
  saveSeat(JSON.parse(text));
  sessionStorage.setItem(key, 'yes');
  history.replaceState(null, '', pathname + search);
}

/** In a tab that the command opened, goes where its next drill is; false elsewhere. */
export function playAgain(): boolean {
  if (sessionStorage.getItem(key) === null) return false;
  location.assign(again);
  return true;
}
