/** Words that give the game away wherever a trainee can read them. */
export const telltale = /\b(fault|faults|inject|injected|scenario|scenarios|rival|rivals|simulat\w*|firedrill)\b/i;

/** The first telltale word in a text, or the id as a whole word; null when there is none. */
export function telltaleIn(text: string, id: string): string | null {
  const word = telltale.exec(text)?.[0];
  if (word !== undefined) return word;
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'i').test(text) ? id : null;
}
