import type { DeployedVersion } from '@firedrill/protocol';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { useDeployed } from '../../data/code.ts';
import { useCodePlace } from './place.ts';

interface Running {
  readonly service: string;
  readonly version: string;
  readonly commit: string;
  readonly pods: readonly string[];
}

/** Pods of a service that run the same version, together. */
export function runningVersions(pods: readonly DeployedVersion[]): Running[] {
  const groups = new Map<string, Running>();
  for (const { service, version, commit, pod } of pods) {
    const key = `${service} ${version}`;
    groups.set(key, { service, version, commit, pods: [...(groups.get(key)?.pods ?? []), pod] });
  }
  return [...groups.values()].sort((a, b) => (`${a.service} ${a.version}` < `${b.service} ${b.version}` ? -1 : 1));
}

export function Deployed(): ReactNode {
  const deployed = useDeployed();
  const { to } = useCodePlace();
  const running = useMemo(() => runningVersions(deployed.data ?? []), [deployed.data]);
  if (running.length === 0) return null;
  return (
    <section className="fd-deployed" aria-labelledby="deployed-title">
      <h2 id="deployed-title" className="fd-label">
        Running now
      </h2>
      <ul className="fd-plain">
        {running.map((one) => (
          <li key={`${one.service} ${one.version}`} title={one.pods.join('\n')}>
            <span className="fd-grow fd-truncate">{one.service}</span>
            <Link to={to({ commit: one.commit, file: null, line: null })}>{one.version}</Link>
            <span className="fd-dim">x{one.pods.length}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
