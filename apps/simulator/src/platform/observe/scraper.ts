/** Scrapes every target each 15 s, at a phase of its own that depends on nothing but its name. */
import { type Kernel, keyOf, mix } from '../../kernel/index.ts';
import type { Labels, MetricSink, TargetWriter } from '../../telemetry/sinks.ts';
import type { Process } from '../process/process.ts';
import type { Registry } from './registry.ts';

export const scrapeIntervalUs = 15_000_000;
const scrapeTimeoutUs = 10_000_000;
/** Serving /metrics costs the target this much of its thread. */
const scrapeCostUs = 1_200;
/** Beside what it waits for the target's thread, a scrape takes this long. */
export const unhinderedScrapeUs = scrapeCostUs + 1_500;

export interface ScrapeTarget {
  readonly labels: Labels;
  readonly registry: Registry;
  /** The thread that answers; null where the exporter is a process of its own. */
  readonly process: Process | null;
}

interface Scrape {
  readonly target: ScrapeTarget;
  readonly writer: TargetWriter;
  readonly phaseUs: number;
  gone: boolean;
}

export class Scraper {
  readonly #kernel: Kernel;
  readonly #metrics: MetricSink;

  constructor(kernel: Kernel, metrics: MetricSink) {
    this.#kernel = kernel;
    this.#metrics = metrics;
  }

  /** Starts scraping; the function returned ends it and marks the target's series stale. */
  add(target: ScrapeTarget): () => void {
    const key = keyOf(target.labels.instance ?? JSON.stringify(target.labels));
    const writer = this.#metrics.target({
      labels: target.labels,
      ingestLagUs: 5_000_000 + (mix(key, 1) % 10_000) * 1000,
    });
    const scrape: Scrape = { target, writer, phaseUs: (mix(key, 2) % 15_000) * 1000, gone: false };
    const since = this.#kernel.nowUs - scrape.phaseUs;
    const first = Math.ceil(since / scrapeIntervalUs) * scrapeIntervalUs + scrape.phaseUs;
    this.#kernel.at(first, begin, scrape, this.#kernel);
    return () => {
      if (scrape.gone) return;
      scrape.gone = true;
      writer.gone(this.#kernel.nowUs);
    };
  }
}

function begin(scrape: Scrape, kernel: Kernel): void {
  if (scrape.gone) return;
  const now = kernel.nowUs;
  kernel.at(now + scrapeIntervalUs, begin, scrape, kernel);
  const { process } = scrape.target;
  if (process === null) {
    scrape.target.registry.scrape(scrape.writer, now, 2_000);
    return;
  }
  const freeUs = process.localNowUs();
  if (!process.alive || freeUs - now > scrapeTimeoutUs) scrape.writer.failed(now, scrapeTimeoutUs);
  else if (freeUs === now) answer(scrape, now);
  else kernel.at(freeUs, answer, scrape, now);
}

function answer(scrape: Scrape, startedUs: number): void {
  const { process, registry } = scrape.target;
  if (scrape.gone) return;
  // Read as it is by now; what the scraper waited for a busy process is part of how long it took.
  const waitedUs = process === null ? 0 : process.localNowUs() - startedUs;
  process?.charge(scrapeCostUs);
  registry.scrape(scrape.writer, startedUs, waitedUs + unhinderedScrapeUs);
}
