export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts a text so that every occurrence of the wanted ones stands alone. */
export function markPieces(text: string, wanted: readonly string[]): readonly Piece[] {
  const found = wanted.filter((part) => part !== '');
  if (found.length === 0) return [{ text, marked: false }];
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    let next = text.length;
    let length = 0;
    for (const part of found) {
      const index = text.indexOf(part, at);
      if (index >= 0 && (index < next || (index === next && part.length > length))) {
        next = index;
        length = part.length;
      }
    }
    if (next > at) pieces.push({ text: text.slice(at, next), marked: false });
    if (length > 0) pieces.push({ text: text.slice(next, next + length), marked: true });
    at = next + length;
  }
  return pieces;
}

/** The longest stretch of a message that is the same in every such line: no numbers, no ids, nothing that needs escaping. */
export function constantPart(message: string): string {
  const parts = message.split(/\{[^{}]*\}|<[^<>]*>|["\\]|\S*\d\S*/).map((part) => part.trim());
  return parts.reduce((best, part) => (part.length > best.length ? part : best), '');
}
