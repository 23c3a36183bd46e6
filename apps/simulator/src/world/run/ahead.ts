/** Answers at a row of instants, asked for together as far as there is telemetry. */

/** One that waits for each answer before it asks for the next would find a chunk's adoption in front of it every time. */
export function asksAhead<Value>(
  stepMs: number,
  /** How far instants can be asked for by now. */
  untilMs: (atMs: number) => number,
  ask: (atMs: number) => Promise<Value>,
): (atMs: number) => Promise<Value> {
  const asked = new Map<number, Promise<Value>>();
  const askedAt = (atMs: number): Promise<Value> => {
    const known = asked.get(atMs);
    if (known) return known;
    const answer = ask(atMs);
    // Those that nobody comes to need no answer.
    answer.catch(() => undefined);
    asked.set(atMs, answer);
    return answer;
  };
  return (atMs) => {
    const answer = askedAt(atMs);
    for (let nextMs = atMs + stepMs; nextMs <= untilMs(atMs); nextMs += stepMs) askedAt(nextMs);
    return answer;
  };
}
