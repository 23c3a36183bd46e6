/**
 * Which slots of a hypothesis a signal grounds, derived from the query alone: the same rules for every drill.
 * A slot is grounded by what would look different if the slot's value were another.
 */
import type { About } from '../identity/index.ts';
import { mechanismShown } from './mechanisms.ts';
import { resourceShown } from './resources.ts';
import { isShown } from './shows.ts';

/** The true values, and what the drill's own world did. */
export interface Ground {
  readonly component: string;
  readonly resource: string;
  readonly mechanism: string;
  /** Ends of the edge where it goes wrong. */
  readonly edge: readonly [string, string];
  /** The page's rule no longer held from here on; null when it held to the end. */
  readonly recoveredMs: number | null;
  /** Nothing is broken. */
  readonly nothingWrong: boolean;
}

export interface Aimed {
  readonly about: About;
  /** End of the window. */
  readonly toMs: number;
  /** Of a change: it is the one that began it. */
  readonly isTrigger: boolean;
}

/** Components through which users come in: what is measured there is what they feel. */
const entry: ReadonlySet<string> = new Set(['ingress', 'api-gateway']);
/** Components that are not one place, but between or below others. */
const nowhere: ReadonlySet<string> = new Set(['alert', 'network', 'node']);
const ofRoutes: ReadonlySet<string> = new Set(['http_route', 'path', 'route', 'url', 'http_request_method']);
const demand = /^nginx_.*requests|^http_server_request_duration_seconds$|^logins_total/;

export const isSymptom = ({ modality, metrics, measuredAt }: About): boolean =>
  (modality === 'metric' && metrics.some((metric) => metric.startsWith('nginx_'))) ||
  measuredAt.some((place) => entry.has(place));

interface Rule {
  readonly slot: string;
  /** Why such a signal says something of the slot. */
  readonly because: string;
  grounds(aimed: Aimed, ground: Ground): boolean;
}

export const rules: readonly Rule[] = [
  {
    slot: 'symptom',
    because: 'What users feel, and since when, shows where they come in.',
    grounds: ({ about }) => isSymptom(about),
  },
  {
    slot: 'component',
    because:
      'It is measured at that component or names it. What lies between or below others shows at the ends of the edge.',
    grounds: ({ about }, { component, edge }) =>
      nowhere.has(component)
        ? about.names.some((name) => edge.includes(name)) || isSymptom(about)
        : about.names.includes(component),
  },
  {
    slot: 'resource',
    because: 'Each resource has metrics, log lines or spans of its own.',
    grounds: ({ about }, { resource }) => isShown(resourceShown[resource] ?? {}, about),
  },
  {
    slot: 'mechanism',
    because: 'Two mechanisms at the same component differ in what they do to something measurable.',
    grounds: ({ about }, { mechanism }) => isShown(mechanismShown[mechanism] ?? {}, about),
  },
  {
    slot: 'trigger',
    because:
      'A trigger is an entry of the change feed; where none began it, the amount of requests or work is what shows.',
    grounds: ({ about, isTrigger }, { nothingWrong, mechanism }) =>
      isTrigger ||
      ((nothingWrong || mechanism === 'traffic-surge') && about.metrics.some((metric) => demand.test(metric))) ||
      (mechanism === 'blocked-event-loop' && about.metrics.some((metric) => metric.startsWith('job_duration'))),
  },
  {
    slot: 'blastRadius',
    because: 'Who is hit and who is not shows route by route, service by service, or at the entrance.',
    grounds: ({ about }) =>
      about.labels.some((label) => ofRoutes.has(label)) ||
      isSymptom(about) ||
      (about.modality === 'metric' && about.metrics.some((metric) => metric.startsWith('http_server_'))) ||
      (about.modality === 'trace' && /^(get|post|put|delete) /.test(about.text)),
  },
  {
    slot: 'recovery',
    because:
      'That it is over, or not, shows in what users feel, in a window that reaches so far; a rollback or a setting shows in the feed.',
    grounds: ({ about, toMs }, { recoveredMs, nothingWrong }) =>
      (isSymptom(about) && (nothingWrong || recoveredMs === null || toMs >= recoveredMs)) ||
      (about.change !== null && ['rollback', 'config', 'restart'].includes(about.change.kind)),
  },
];

export const slotsGrounded = (aimed: Aimed, ground: Ground): string[] =>
  rules.filter((rule) => rule.grounds(aimed, ground)).map(({ slot }) => slot);
