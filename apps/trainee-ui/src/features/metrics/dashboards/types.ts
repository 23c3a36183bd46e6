export interface PanelQuery {
  /** PromQL; `$service` and `$__rate_interval` are filled in. */
  readonly expr: string;
  /** `{{label}}` is replaced by the series' label. */
  readonly legend: string;
}

export interface PanelSpec {
  readonly id: string;
  readonly title: string;
  /** As `formatValue` reads it. */
  readonly unit: 's' | 'ratio' | 'bytes' | '/s' | 'count';
  readonly queries: readonly PanelQuery[];
}

/** Panels of one subject. The same in every drill, in the same order. */
export interface DashboardSpec {
  readonly id: 'overview' | 'service' | 'dependencies';
  readonly title: string;
  readonly panels: readonly PanelSpec[];
}

/** p50, p95 and p99 of a histogram; `of` selects the buckets. */
export const quantiles = (metric: string, of = ''): readonly PanelQuery[] =>
  [50, 95, 99].map((percent) => ({
    expr: `histogram_quantile(${percent / 100}, sum by (le) (rate(${metric}_bucket${of}[$__rate_interval])))`,
    legend: `p${percent}`,
  }));
