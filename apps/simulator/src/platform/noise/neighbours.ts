/** Other teams' work in the same cluster: their events stand among ours. */
import { type Kernel, keyOf, mix } from '../../kernel/index.ts';
import type { ChangeEvent, EventSink } from '../../telemetry/sinks.ts';
import { recur } from './recurring.ts';

const renderer = 'newsletter-renderer';
const rendererPod = `${renderer}-5b8c7d9f4-m4k2z`;
const minuteUs = 60_000_000;
const sitemapMinutes = 10;

export function addNeighbours(kernel: Kernel, seed: number, events: EventSink): void {
  const tell = (event: Pick<ChangeEvent, 'severity' | 'reason' | 'service' | 'object' | 'message'>): void =>
    events.append({ timeUs: kernel.nowUs, kind: 'kubernetes', author: '', version: '', details: {}, ...event });

  // Renders for longer than its probe has patience.
  recur(kernel, mix(seed, keyOf('renderer probe')), 410, () =>
    tell({
      severity: 'warning',
      reason: 'Unhealthy',
      service: renderer,
      object: `pod/${rendererPod}`,
      message:
        'Readiness probe failed: Get "http://10.42.3.71:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    }),
  );
  recur(kernel, mix(seed, keyOf('renderer autoscaler')), 930, () =>
    tell({
      severity: 'warning',
      reason: 'FailedGetResourceMetric',
      service: renderer,
      object: `horizontalpodautoscaler/${renderer}`,
      message: 'failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)',
    }),
  );
  const sitemap = (): void => {
    const minute = Math.floor(kernel.nowUs / minuteUs);
    const job = `sitemap-${minute}`;
    const of = { severity: 'normal', service: 'sitemap', object: 'cronjob/sitemap' } as const;
    tell({ ...of, reason: 'SuccessfulCreate', message: `Created job ${job}` });
    const tookUs = 11_000_000 + (mix(seed, minute) % 6_000_000);
    kernel.at(
      kernel.nowUs + tookUs,
      () => tell({ ...of, reason: 'SawCompletedJob', message: `Saw completed job: ${job}, status: Complete` }),
      null,
      null,
    );
    kernel.at((minute + sitemapMinutes) * minuteUs, sitemap, null, null);
  };
  const next = Math.ceil(kernel.nowUs / minuteUs / sitemapMinutes) * sitemapMinutes;
  kernel.at(next * minuteUs, sitemap, null, null);
}
