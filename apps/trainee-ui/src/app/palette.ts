/** Listeners that open the palette; it is loaded when first asked for. */
const listeners = new Set<() => void>();

export const openPalette = (): void => {
  for (const listener of listeners) listener();
};

export function onOpenPalette(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
