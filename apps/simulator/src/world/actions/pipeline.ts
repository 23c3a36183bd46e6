/** What is asked of the release pipeline. */
import type { Act, Reach } from './act.ts';
import type { Operation } from './operation.ts';

function noteHolding(service: string, reason: string, message: string, operation: Operation): void {
  operation.note('done', { kind: 'config', reason, service, object: `deployment/${service}`, message });
}

export const holdRelease: Act<'hold-release'> = ({ service }, { releases }, operation) => {
  releases.hold(service);
  noteHolding(service, 'ReleasesOnHold', `Releases of ${service} are on hold`, operation);
};

export const resumeReleases: Act<'resume-releases'> = ({ service }, { releases }, operation) => {
  releases.letGo(service);
  noteHolding(service, 'ReleasesResumed', `Releases of ${service} go on`, operation);
};

/** Merged to main at once; the pipeline then rolls out what it concerns. */
export const revert: Act<'revert'> = ({ commit: prefix }, { releases }: Reach, operation) => {
  const commit = releases.revert(prefix, operation.author);
  if (!commit) {
    operation.note('failed', {
      kind: 'merge',
      reason: 'MergeConflict',
      service: '',
      object: `commit/${prefix.slice(0, 7)}`,
      message: `The revert of ${prefix.slice(0, 7)} does not apply to main`,
    });
    return;
  }
  const services = releases.concernedBy(commit);
  const version = commit.sha.slice(0, 7);
  operation.note(services.length > 0 ? 'running' : 'done', {
    kind: 'merge',
    reason: 'Merged',
    service: '',
    object: `commit/${version}`,
    message: `Merged to main: ${commit.subject}`,
    version,
  });
  for (const service of services) releases.releaseMain(service, commit, operation.mark);
};

export const setConfig: Act<'set-config'> = ({ service, name, value }, { releases }, operation) => {
  releases.configure(service, { [name]: value }, operation.author, operation.mark);
};
