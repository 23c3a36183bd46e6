import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { useDeployed } from '../../data/code.ts';
import { useCodePlace } from './place.ts';
import { runningVersions } from './versions.ts';

/** Which version each service runs, and on how many pods. */
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
