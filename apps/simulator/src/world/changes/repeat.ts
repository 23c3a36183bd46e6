import type { Kernel } from '../../kernel/index.ts';

/** Runs `work` now and then every `everyMs`; returns what ends it. */
export function repeat(kernel: Kernel, everyMs: number, work: () => void): () => void {
  let ended = false;
  const next = (): void => {
    if (ended) return;
    work();
    kernel.at(kernel.nowUs + everyMs * 1000, next, null, null);
  };
  next();
  return () => {
    ended = true;
  };
}
