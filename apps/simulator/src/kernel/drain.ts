/**
 * Draining: before virtual time moves on, everything that resumed service code will do now must be done.
 *
 * `process._tickCallback` runs all microtasks and reports unhandled rejections at once. It is undocumented,
 * so it is used only when a self-test passes; otherwise one turn of Node's own loop per drain does the same, slower.
 */

export type Drain = (() => void) | null;

const candidate = (): (() => void) | null => {
  if (!('_tickCallback' in process) || typeof process._tickCallback !== 'function') return null;
  const tick = process._tickCallback;
  return () => tick.call(process);
};

/** Must be called from a macrotask. */
function drainsChains(drain: () => void): boolean {
  let depth = 0;
  const chain = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) {
      await null;
      depth++;
    }
  };
  void chain();
  drain();
  return depth === 50;
}

function seesRejections(drain: () => void): boolean {
  let seen = false;
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.once('unhandledRejection', () => {
    seen = true;
  });
  void Promise.reject(new Error('self-test of the drain'));
  drain();
  process.removeAllListeners('unhandledRejection');
  for (const other of others) process.on('unhandledRejection', other);
  return seen;
}

/** The synchronous drain when it can be trusted here, else null. Must be called from a macrotask. */
export function findDrain(): Drain {
  const drain = candidate();
  return drain && drainsChains(drain) && seesRejections(drain) ? drain : null;
}
