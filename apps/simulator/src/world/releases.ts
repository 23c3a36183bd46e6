/** The release pipeline, and what people do to the cluster. */
import type { Kernel } from '../kernel/index.ts';
import type { Cluster } from '../platform/kubernetes/cluster.ts';
import type { Build } from '../platform/kubernetes/pod.ts';
import type { Commit, Release } from '../scenario/index.ts';
import type { ChangeEvent, EventSink } from '../telemetry/sinks.ts';
import type { Builds } from './builds.ts';
import type { WorldInput } from './worlds.ts';

/** Somebody who watches replaces pods faster than the pipeline. */
const manualStepUs = 12_000_000;

export class Releases {
  readonly #kernel: Kernel;
  readonly #cluster: Cluster;
  readonly #builds: Builds;
  readonly #events: EventSink;
  readonly #held = new Set<string>();
  readonly #reverted = new Set<string>();
  /** Builds that have served, newest last. */
  readonly #deployed = new Map<string, Build[]>();
  /** A roll-out that was overtaken stops: every order gets a number. */
  readonly #orders = new Map<string, number>();

  constructor(kernel: Kernel, cluster: Cluster, builds: Builds, events: EventSink) {
    this.#kernel = kernel;
    this.#cluster = cluster;
    this.#builds = builds;
    this.#events = events;
  }

  /** `settled` are releases that were through before the world began. */
  install(settled: readonly Release[]): void {
    for (const { service, replicas } of this.#builds.manifests) {
      const last = settled.findLast((release) => release.service === service);
      const build = last ? this.#builds.at(service, last.commit, this.#reverted) : this.#builds.base(service);
      this.#deployed.set(service, [build]);
      this.#cluster.install(build, replicas);
    }
  }

  merge(commit: Commit): void {
    this.#note({
      kind: 'merge',
      reason: 'Merged',
      service: '',
      object: `commit/${commit.sha.slice(0, 7)}`,
      message: `Merged to main: ${commit.subject}`,
      author: commit.author,
      version: commit.sha.slice(0, 7),
    });
  }

  release(release: Release, isBad: (commit: Commit) => boolean): void {
    const { service, commit } = release;
    if (this.#held.has(service)) {
      this.#note({
        kind: 'deploy',
        reason: 'ReleaseHeld',
        service,
        object: `deployment/${service}`,
        message: `Release of ${commit.sha.slice(0, 7)} held: releases of ${service} are on hold`,
        author: 'release-pipeline',
        version: commit.sha.slice(0, 7),
      });
      return;
    }
    const build = this.#builds.at(service, commit, this.#reverted);
    const before = this.#current(service);
    const order = this.#order(service);
    this.#deployed.get(service)?.push(build);
    this.#note({
      kind: 'deploy',
      reason: 'RolloutStarted',
      service,
      object: `deployment/${service}`,
      message: `Rolling out ${service} ${build.version} (was ${before.version})`,
      author: commit.author,
      version: build.version,
      details: { previous: before.version, pipeline: 'main' },
    });
    let slot = 0;
    for (const batch of release.batches) {
      const first = slot;
      slot += batch.pods;
      this.#later(batch.afterMs * 1000, service, order, () => {
        for (let at = first; at < first + batch.pods; at++) this.#cluster.replace(build, at);
      });
    }
    const lastUs = (release.batches.at(-1)?.afterMs ?? 0) * 1000;
    // The pipeline's post-deploy check looks at the service's errors: it fails where the release is what it is.
    if (release.rollback && isBad(commit)) this.#automaticRollback(release, before, order, slot);
    else this.#later(lastUs + 25_000_000, service, order, () => this.#done(service, build));
  }

  /** Gives a service's containers other environment variables, pod by pod. Returns the values before. */
  configure(service: string, set: Readonly<Record<string, string>>, author: string): Record<string, string> {
    const current = this.#current(service);
    const before = Object.fromEntries(Object.keys(set).map((name) => [name, current.env[name] ?? '']));
    const build: Build = { ...current, env: { ...current.env, ...set } };
    for (const [name, value] of Object.entries(set)) {
      this.#note({
        kind: 'config',
        reason: 'ConfigurationChanged',
        service,
        object: `deployment/${service}`,
        message: `${name} of ${service}: ${before[name] || 'not set'} -> ${value}`,
        author,
        version: current.version,
        details: { name, before: before[name] ?? '', after: value },
      });
    }
    const order = this.#order(service);
    this.#deployed.get(service)?.push(build);
    const pods = this.#cluster.pods(service);
    pods.forEach((pod, i) => {
      this.#later(i * manualStepUs, service, order, () => this.#cluster.replace(build, pod.slot));
    });
    return before;
  }

  apply(input: WorldInput, commits: readonly Commit[]): void {
    switch (input.verb) {
      case 'roll-back': {
        const history = this.#deployed.get(input.service) ?? [];
        const current = this.#current(input.service);
        const wanted =
          input.toVersion === undefined
            ? history.findLast((build) => build.version !== current.version)
            : history.findLast((build) => build.version === input.toVersion);
        if (wanted) this.#replaceAll(wanted, 'rollback', `Rolling back ${input.service} to ${wanted.version}`);
        return;
      }
      case 'restart':
        this.#replaceAll(this.#current(input.service), 'restart', `Restarting ${input.service}`);
        return;
      case 'hold-release':
        this.#held.add(input.service);
        this.#note({
          kind: 'config',
          reason: 'ReleasesOnHold',
          service: input.service,
          object: `deployment/${input.service}`,
          message: `Releases of ${input.service} are on hold`,
          author: 'on-call',
          version: '',
        });
        return;
      case 'revert': {
        const commit = commits.find(({ sha }) => sha.startsWith(input.commit));
        if (!commit) return;
        this.#reverted.add(commit.sha);
        this.#note({
          kind: 'merge',
          reason: 'Merged',
          service: '',
          object: 'commit/main',
          message: `Merged to main: Revert "${commit.subject}"`,
          author: input.author,
          version: '',
        });
        return;
      }
      case 'scale':
        this.#note({
          kind: 'scale',
          reason: 'ScalingReplicaSet',
          service: input.service,
          object: `deployment/${input.service}`,
          message: `Scaled ${input.service} to ${input.replicas}`,
          author: 'on-call',
          version: this.#current(input.service).version,
          details: { replicas: String(input.replicas) },
        });
        this.#cluster.scale(input.service, input.replicas);
    }
  }

  #automaticRollback(release: Release, before: Build, order: number, replaced: number): void {
    const { service } = release;
    const { afterMs, podsAfterMs } = release.rollback ?? { afterMs: 0, podsAfterMs: [] };
    this.#later(afterMs * 1000, service, order, () => {
      this.#note({
        kind: 'rollback',
        reason: 'PostDeployCheckFailed',
        service,
        object: `deployment/${service}`,
        message: `Post-deploy check failed; rolling back ${service} to ${before.version}`,
        author: 'release-pipeline',
        version: before.version,
      });
      podsAfterMs.slice(0, replaced).forEach((delayMs, i) => {
        this.#later(delayMs * 1000, service, order, () => this.#cluster.replace(before, i));
      });
      this.#later((podsAfterMs.at(-1) ?? 0) * 1000 + 15_000_000, service, order, () => {
        this.#deployed.get(service)?.push(before);
        this.#done(service, before);
      });
    });
  }

  #replaceAll(build: Build, kind: 'rollback' | 'restart', message: string): void {
    const { service } = build;
    const order = this.#order(service);
    this.#note({
      kind,
      reason: kind === 'rollback' ? 'RollbackStarted' : 'RestartStarted',
      service,
      object: `deployment/${service}`,
      message,
      author: 'on-call',
      version: build.version,
    });
    this.#deployed.get(service)?.push(build);
    const pods = this.#cluster.pods(service);
    const stale = kind === 'restart' ? pods : pods.filter((pod) => pod.build.version !== build.version);
    stale.forEach((pod, i) => {
      this.#later(i * manualStepUs, service, order, () => this.#cluster.replace(build, pod.slot));
    });
    this.#later(stale.length * manualStepUs + 12_000_000, service, order, () => this.#done(service, build));
  }

  #done(service: string, build: Build): void {
    this.#note({
      kind: 'deploy',
      reason: 'RolloutCompleted',
      service,
      object: `deployment/${service}`,
      message: `${service} runs ${build.version}`,
      author: 'release-pipeline',
      version: build.version,
    });
  }

  #current(service: string): Build {
    const build = this.#deployed.get(service)?.at(-1);
    if (build === undefined) throw new Error(`no deployment ${service}`);
    return build;
  }

  #order(service: string): number {
    const next = (this.#orders.get(service) ?? 0) + 1;
    this.#orders.set(service, next);
    return next;
  }

  #later(delayUs: number, service: string, order: number, run: () => void): void {
    this.#kernel.at(
      this.#kernel.nowUs + delayUs,
      () => {
        if (this.#orders.get(service) === order) run();
      },
      null,
      null,
    );
  }

  #note(
    event: Omit<ChangeEvent, 'timeUs' | 'severity' | 'details'> & { details?: Readonly<Record<string, string>> },
  ): void {
    this.#events.append({ timeUs: this.#kernel.nowUs, severity: 'normal', details: {}, ...event });
  }
}
