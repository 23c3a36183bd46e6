import { Column } from '../columns.ts';
import type { ChangeEvent, InstanceSpec, Telemetry } from '../sinks.ts';
import type { Chunk, EdgeRows } from './chunk.ts';
import { Dictionary } from './dictionary.ts';
import { floats, LogRecorder, words } from './logs.ts';
import { MetricRecorder } from './metrics.ts';
import { SpanRecorder } from './spans.ts';

export interface Recorder extends Telemetry {
  /** Everything before `untilUs` that no earlier chunk holds. */
  seal(untilUs: number): Chunk;
}

/** Requests at the edge, as columns. One belongs to the slice in which it was answered. */
class EdgeRecorder {
  readonly route = new Column('u32');
  readonly endUs = new Column('f64');
  readonly durationUs = new Column('f64');
  readonly status = new Column('u32');
  readonly failure = new Column('u32');

  seal(untilUs: number): EdgeRows {
    let count = this.endUs.length;
    while (count > 0 && (this.endUs.array[count - 1] ?? 0) >= untilUs) count--;
    return {
      route: words(this.route, count),
      endUs: floats(this.endUs, count),
      durationUs: floats(this.durationUs, count),
      status: words(this.status, count),
      failure: words(this.failure, count),
    };
  }
}

/** Records a run as columns. What lies before `fromUs` is dropped, but counters keep what they had counted by then. */
export function createRecorder({ fromUs }: { readonly fromUs: number }): Recorder {
  const strings = new Dictionary();
  const instances: InstanceSpec[] = [];
  const metrics = new MetricRecorder(fromUs);
  const logs = new LogRecorder(fromUs, strings, instances);
  const spans = new SpanRecorder(fromUs, strings, instances);
  const edge = new EdgeRecorder();
  let events: ChangeEvent[] = [];
  const handedOver = { sequence: 0, strings: 0, instances: 0, untilUs: fromUs };
  return {
    instance: (spec) => instances.push(spec) - 1,
    metrics,
    logs,
    spans,
    events: {
      append: (event) => {
        if (event.timeUs >= fromUs) events.push(event);
      },
    },
    edge: {
      request: (route, beganUs, durationUs, status, failure) => {
        if (beganUs + durationUs < fromUs) return;
        edge.route.push(strings.id(route));
        edge.endUs.push(beganUs + durationUs);
        edge.durationUs.push(durationUs);
        edge.status.push(status);
        edge.failure.push(strings.id(failure));
      },
    },
    seal(untilUs) {
      const chunk: Chunk = {
        version: 1,
        sequence: handedOver.sequence,
        fromUs: handedOver.untilUs,
        untilUs,
        logTemplates: logs.takeTemplates(),
        spanTemplates: spans.takeTemplates(),
        metricMeta: metrics.takeMeta(),
        instances: instances.slice(handedOver.instances),
        targets: metrics.seal(untilUs),
        logs: logs.seal(untilUs),
        spans: spans.seal(untilUs),
        edge: edge.seal(untilUs),
        events: events.filter(({ timeUs }) => timeUs < untilUs),
        strings: strings.strings.slice(handedOver.strings),
      };
      events = events.filter(({ timeUs }) => timeUs >= untilUs);
      handedOver.sequence += 1;
      handedOver.strings = strings.strings.length;
      handedOver.instances = instances.length;
      handedOver.untilUs = untilUs;
      return chunk;
    },
  };
}
