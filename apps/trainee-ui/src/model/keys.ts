import { useEffect, useRef } from 'react';

/** A handler that answers `false` leaves the key to the browser. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

const singleKeysOffKey = 'firedrill.singleKeysOff';

/** Keys without a modifier can be turned off by people whose input makes them stray. */
export const singleKeysOff = (): boolean => localStorage.getItem(singleKeysOffKey) === 'yes';
export function setSingleKeysOff(off: boolean): void {
  if (off) localStorage.setItem(singleKeysOffKey, 'yes');
  else localStorage.removeItem(singleKeysOffKey);
}

/** True where keys write text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type)
  );
}

/** Name of a pressed key: `p`, `[`, `?`, `mod+k`, `alt+p`, `Escape`. `mod` is Ctrl or Command. */
export function keyName(event: KeyboardEvent): string {
  // Alt changes what the key writes on some keyboards, so the physical letter counts there.
  const letter = event.altKey && event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key;
  const key = letter.length === 1 ? letter.toLowerCase() : letter;
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

/** Calls the handler of a pressed key. Keys without a modifier are ignored while someone types or a dialog is open. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const handler = latest.current[name];
      if (handler === undefined) return;
      const plain = !name.includes('+');
      if (plain && (isTyping(event.target) || (name.length === 1 && singleKeysOff()))) return;
      if (plain && document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      if (handler(event) !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
