import type { Kernel } from '../../kernel/index.ts';

/** Runs `work` every `everyMs` from `sinceUs` on, also when the world began between two turns. Returns what ends it. */
export function repeat(kernel: Kernel, sinceUs: number, everyMs: number, work: () => void): () => void {
  const everyUs = everyMs * 1000;
  let ended = false;
  const next = (): void => {
    if (ended) return;
    work();
    kernel.at(kernel.nowUs + everyUs, next, null, null);
  };
  const turns = Math.max(0, Math.ceil((kernel.nowUs - sinceUs) / everyUs));
  kernel.at(sinceUs + turns * everyUs, next, null, null);
  return () => {
    ended = true;
  };
}
