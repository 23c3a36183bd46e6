import type { DeployedVersion } from '@firedrill/protocol';

export interface RunningVersion {
  readonly service: string;
  readonly version: string;
  readonly commit: string;
  readonly pods: readonly string[];
}

/** Pods of a service that run the same version, together. */
export function runningVersions(pods: readonly DeployedVersion[]): RunningVersion[] {
  const groups = new Map<string, RunningVersion>();
  for (const { service, version, commit, pod } of pods) {
    const key = `${service} ${version}`;
    groups.set(key, { service, version, commit, pods: [...(groups.get(key)?.pods ?? []), pod] });
  }
  return [...groups.values()].sort((a, b) => (`${a.service} ${a.version}` < `${b.service} ${b.version}` ? -1 : 1));
}
