/** What the shop's own alert rule says of itself. */
import { parse } from 'yaml';
import { z } from 'zod';
import type { Files } from '../repository/patch.ts';

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          labels: z.object({ team: z.string().default('platform') }).prefault({}),
          annotations: z.object({ summary: z.string().optional(), runbook: z.string().optional() }).default({}),
        }),
      ),
    }),
  ),
});

export interface AlertText {
  readonly summary: string;
  readonly team: string;
  readonly runbook: string;
}

/** null when deploy/alerts.yaml has no rule of that name. */
export function alertText(files: Files, name: string): AlertText | null {
  const { groups } = rulesSchema.parse(parse(files.get('deploy/alerts.yaml') ?? 'groups: []'));
  const found = groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === name);
  if (!found) return null;
  const { summary = name, runbook = 'Look at the Overview dashboard.' } = found.annotations;
  return { summary, team: found.labels.team, runbook };
}
