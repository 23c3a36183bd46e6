/** The page is the result of an alert rule of the shop's own, evaluated on scraped series. */
import { parse } from 'yaml';
import { z } from 'zod';
import type { Files } from '../../scenario/index.ts';

const durationMs = z
  .string()
  .regex(/^\d+(s|m|h)$/, 'a duration such as 60s')
  .transform(
    (text) => Number.parseInt(text, 10) * { s: 1000, m: 60_000, h: 3_600_000 }[text.slice(-1) as 's' | 'm' | 'h'],
  );

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: durationMs.default(0),
          labels: z.record(z.string(), z.string()).default({}),
          annotations: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  ),
});

export interface AlertRule {
  readonly name: string;
  readonly expr: string;
  /** How long the expression must hold. */
  readonly forMs: number;
  readonly annotations: Readonly<Record<string, string>>;
}

export const evaluationIntervalMs = 15_000;

/** The rule of that name in deploy/alerts.yaml. Throws when there is none. */
export function alertRule(files: Files, name: string): AlertRule {
  const { groups } = rulesSchema.parse(parse(files.get('deploy/alerts.yaml') ?? 'groups: []'));
  const found = groups.flatMap((group) => group.rules).find((rule) => rule.alert === name);
  if (!found) throw new Error(`deploy/alerts.yaml has no rule ${name}`);
  return { name: found.alert, expr: found.expr, forMs: found.for, annotations: found.annotations };
}

/** First instant at which the rule has held for long enough, stepping through the window; null if it never does. */
export async function firstFiring(
  rule: AlertRule,
  fromMs: number,
  toMs: number,
  valueAt: (expr: string, atMs: number) => Promise<number | null>,
): Promise<{ firedAtMs: number; value: number } | null> {
  let pendingSinceMs: number | null = null;
  for (let atMs = fromMs; atMs <= toMs; atMs += evaluationIntervalMs) {
    const value = await valueAt(rule.expr, atMs);
    if (value === null) pendingSinceMs = null;
    else {
      pendingSinceMs ??= atMs;
      if (atMs - pendingSinceMs >= rule.forMs) return { firedAtMs: atMs, value };
    }
  }
  return null;
}
