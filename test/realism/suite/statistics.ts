export const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

export const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};

/** Nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = key(item);
    const known = groups.get(group);
    if (known) known.push(item);
    else groups.set(group, [item]);
  }
  return groups;
}

export const range = (values: readonly number[], digits = 2): string =>
  values.length === 0 ? 'none' : `${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)}`;

/** How likely it is that of `n`, each taken with chance `p`, so many are taken as `k`, or as few: the smaller of the two. */
export function binomialTail(k: number, n: number, p: number): number {
  let chance = (1 - p) ** n;
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += chance;
    chance *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return Math.min(below + chance, 1 - below);
}
