/** A commented scenario.yaml that loads as it is. */
import { type Plan, times } from './plan.ts';

const quoted = (text: string): string => JSON.stringify(text);

const batches = (replicas: number): string =>
  Array.from({ length: replicas }, (_, index) => `      - { pods: 1, after: ${index * 30} }`).join('\n');

const release = (commit: string, service: string, at: string, replicas: number): string =>
  `  - commit: ${commit}\n    service: ${service}\n    at: '${at}'\n    batches:\n${batches(replicas)}`;

function releases({ innocent, causeCommit, replicas }: Plan): string {
  const first = release(innocent.name, innocent.service, times.innocentReleased, replicas(innocent.service));
  if (causeCommit === null) return first;
  return `${first}\n${release(causeCommit.name, causeCommit.service, times.cause, replicas(causeCommit.service))}`;
}

function cause({ cause: { id, parameters }, causeCommit }: Plan): string {
  if (causeCommit !== null) return `  commit: ${causeCommit.name}`;
  const values = Object.entries(parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const given = values.length === 0 ? '' : `\n  # with: { ${values.join(', ')} }`;
  return `  library: ${id}\n  at: '${times.cause}'${given}`;
}

const rivals = ({ rivals: ids }: Plan): string =>
  ids.length === 0 ? ' []' : `\n${ids.map((id) => `  - { cause: ${id}, at: '${times.cause}' }`).join('\n')}`;

const commits = ({ innocent, causeCommit }: Plan): string =>
  [innocent.name, ...(causeCommit ? [causeCommit.name] : [])].map((name) => `  - ${name}`).join('\n');

/** `schema` is the path from the scenario's folder to scenario.schema.json. */
export function skeleton(plan: Plan, schema: string): string {
  const { component, mechanism, summary } = plan.cause;
  const [caller, callee] = plan.edge;
  return `# yaml-language-server: $schema=${schema}

# What one reads before the page. Neutral: no word of the cause, here or in the commits.
title: A morning on call
summary: Something is slow, or fails, or both. You are on call.
minutes: 40
difficulty: first

# Times of day are UTC on this date. The world is healthy from \`history\` on, the incident's own run begins at \`incident\`,
# shortly before anything differs, and the drill can go on until \`ends\`.
date: ${plan.date}
history: '${times.history}'
incident: '${times.incident}'
ends: '${times.ends}'
traffic:
  requestsPerSecond: 30

# Patches under commits/, oldest first. Innocent ones belong here too: what changed last must not always be to blame.
commits:
${commits(plan)}

# What breaks: a commit of the list above ({ commit: ... }), a cause of the library, or nothing ({ none: true }).
cause:
${cause(plan)}

# What is rolled out when. A release that breaks the world may have a \`rollback\`.
releases:
${releases(plan)}

# Six to ten other causes that the page alone cannot tell from the true one. Each is run as a world of its own.
rivals:${rivals(plan)}
rivalsUntil: '${times.rivalsUntil}'

# What suffices to solve it. \`scenario outcomes\` shows what each tells in each world.
signals:
  - id: edge-p95
    window: ['${times.cause}', '${times.rivalsUntil}']
    metric: histogram_quantile(0.95, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[1m])))
  - id: edge-errors
    window: ['${times.cause}', '${times.rivalsUntil}']
    metric: sum(rate(nginx_ingress_controller_requests{status=~"5.."}[1m]))

# What holds in every seed. \`scenario table\` prints what there is to expect.
expect:
  minutes:
    - { at: '${times.incident}', error_pct: [0, 1] }

# The rule is one of deploy/alerts.yaml in the shop. The page comes when it fires.
page:
  rule: ApiLatencyHigh
  summary: p95 of API requests is above 1 s
  service: api-gateway
  owner: platform
  dependencies: [catalog-service, order-service, payment-service, redis]
  runbook: Look at the Overview dashboard. Ask the owning team when one service stands out.
  noticed:
    - who: Customer support
      text: Tickets come in. Nobody can say more than that it hangs.
      afterPage: 30

# Shown in the debrief, and never before. Component and mechanism are ids of the catalogue that trainees choose from.
truth:
  summary: ${quoted(summary)}
  onset: '${times.cause}'
  component: ${component}
  mechanism: ${mechanism}
  guiltyEdge: [${caller}, ${callee}]
  story:
    - { at: '${times.cause}', text: ${quoted(summary)} }
  lesson: What should the team do differently next time?
`;
}
