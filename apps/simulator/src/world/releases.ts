/** The release pipeline, and what people order of it. */
import type { Kernel } from '../kernel/index.ts';
import type { Cluster } from '../platform/kubernetes/cluster.ts';
import type { Build } from '../platform/kubernetes/pod.ts';
import type { Commit, Release } from '../scenario/index.ts';
import type { ChangeEvent, EventSink } from '../telemetry/sinks.ts';
import type { Mark } from './actions/operation.ts';
import type { Builds } from './builds.ts';
import { type Order, RollOuts } from './roll-outs.ts';

/** From a merge to main until what it concerns is built and tested. */
const buildUs = 150_000_000;
/** The pipeline's own entries. */
const unmarked: Mark = () => ({});
const stuck = (service: string, version: string): string =>
  `ReplicaSet of ${service} ${version} has timed out progressing: a new pod does not become ready`;

export class Releases {
  readonly #kernel: Kernel;
  readonly #cluster: Cluster;
  readonly #builds: Builds;
  readonly #events: EventSink;
  readonly #held = new Set<string>();
  readonly #reverted = new Set<string>();
  /** Builds that have served, newest last. */
  readonly #deployed = new Map<string, Build[]>();
  readonly #rollOuts: RollOuts;

  constructor(kernel: Kernel, cluster: Cluster, builds: Builds, events: EventSink) {
    this.#kernel = kernel;
    this.#cluster = cluster;
    this.#builds = builds;
    this.#events = events;
    this.#rollOuts = new RollOuts(kernel, cluster);
  }

  /** `settled` are releases that were through before the world began. */
  install(settled: readonly Release[]): void {
    for (const { service, replicas } of this.#builds.manifests) {
      const base = this.#builds.base(service);
      const later = settled.filter((release) => release.service === service);
      const builds = [base, ...later.map(({ commit }) => this.#builds.at(service, commit, this.#reverted))];
      this.#deployed.set(service, builds);
      this.#cluster.install(builds.at(-1) ?? base, replicas);
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
      this.#noteHeld(service, commit.sha.slice(0, 7));
      return;
    }
    const build = this.#builds.at(service, commit, this.#reverted);
    const before = this.current(service);
    const order = this.#rollOuts.order(service);
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
      this.#rollOuts.later(order, batch.afterMs * 1000, () => {
        for (let at = first; at < first + batch.pods; at++) this.#cluster.replace(build, at);
      });
    }
    const lastUs = (release.batches.at(-1)?.afterMs ?? 0) * 1000;
    // The pipeline's post-deploy check looks at the service's errors: it fails where the release is what it is.
    if (release.rollback && isBad(commit)) this.#automaticRollback(release, before, order, slot);
    else this.#rollOuts.later(order, lastUs + 25_000_000, () => this.#done(service, build));
  }

  /** Gives a service's containers other environment variables, pod by pod. Returns the values before. */
  configure(
    service: string,
    set: Readonly<Record<string, string>>,
    author: string,
    mark: Mark = unmarked,
  ): Record<string, string> {
    const current = this.current(service);
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
        details: { name, before: before[name] ?? '', after: value, ...mark('running') },
      });
    }
    this.replaceAll(build, mark);
    return before;
  }

  /** Builds that have been ordered so far, newest last. */
  history(service: string): readonly Build[] {
    return this.#deployed.get(service) ?? [];
  }

  /** From now on nothing new of the service is rolled out; what is under way goes on. */
  hold(service: string): void {
    this.#held.add(service);
  }

  letGo(service: string): void {
    this.#held.delete(service);
  }

  hasReverted({ sha }: Commit): boolean {
    return this.#reverted.has(sha);
  }

  /** Main is from now on as if the commit had never been. Null when it is not there, or later work stands in the way. */
  revert(prefix: string, author: string): Commit | null {
    const taken = this.#builds.revert(prefix, author, this.#nowMs());
    if (taken) this.#reverted.add(taken.target.sha);
    return taken?.commit ?? null;
  }

  /** The pipeline rolls out main as it stands, once it is built and tested. */
  releaseMain(service: string, commit: Commit, mark: Mark): void {
    const { nowUs } = this.#kernel;
    this.#kernel.at(nowUs + buildUs, () => this.#releaseMain(service, commit, mark), null, null);
  }

  /** Calls back when none of the slots waits for its pod any more, or after ten minutes. */
  whenReady(service: string, slots: readonly number[], onReady: () => void, onStuck: () => void): void {
    this.#rollOuts.whenReady(service, slots, onReady, onStuck);
  }

  /** What is to run, or runs already: the newest of what was ordered. */
  current(service: string): Build {
    const build = this.#deployed.get(service)?.at(-1);
    if (build === undefined) throw new Error(`no deployment ${service}`);
    return build;
  }

  #releaseMain(service: string, { sha, author }: Commit, mark: Mark): void {
    const version = sha.slice(0, 7);
    if (this.#held.has(service)) {
      this.#noteHeld(service, version, mark('done'));
      return;
    }
    const previous = this.current(service).version;
    this.#note({
      kind: 'deploy',
      reason: 'RolloutStarted',
      service,
      object: `deployment/${service}`,
      message: `Rolling out ${service} ${version} (was ${previous})`,
      author,
      version,
      details: { previous, pipeline: 'main', ...mark('running') },
    });
    this.replaceAll({ ...this.#builds.main(service, this.#nowMs(), this.#reverted), version }, mark);
  }

  #automaticRollback(release: Release, before: Build, order: Order, replaced: number): void {
    const { service } = release;
    const { afterMs, podsAfterMs } = release.rollback ?? { afterMs: 0, podsAfterMs: [] };
    this.#rollOuts.later(order, afterMs * 1000, () => {
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
        this.#rollOuts.later(order, delayMs * 1000, () => this.#cluster.replace(before, i));
      });
      this.#rollOuts.later(order, (podsAfterMs.at(-1) ?? 0) * 1000 + 15_000_000, () => {
        this.#deployed.get(service)?.push(before);
        this.#done(service, before);
      });
    });
  }

  /** Pod by pod, those whose build is `stale`. */
  replaceAll(build: Build, mark: Mark, stale: (serving: Build) => boolean = () => true): void {
    const { service, version } = build;
    const order = this.#rollOuts.order(service);
    this.#deployed.get(service)?.push(build);
    order.onOvertaken = () => this.#noteOvertaken(service, version, mark);
    const slots = this.#cluster.pods(service).flatMap((pod) => (stale(pod.build) ? [pod.slot] : []));
    this.#rollOuts.oneByOne(
      order,
      build,
      slots,
      () => this.#done(service, build, mark),
      () =>
        this.#deploy('ProgressDeadlineExceeded', service, version, stuck(service, version), mark('failed'), 'warning'),
    );
  }

  #done(service: string, { version }: Build, mark: Mark = unmarked): void {
    this.#deploy('RolloutCompleted', service, version, `${service} runs ${version}`, mark('done'));
  }

  #noteHeld(service: string, version: string, details = {}): void {
    this.#deploy(
      'ReleaseHeld',
      service,
      version,
      `Release of ${version} held: releases of ${service} are on hold`,
      details,
    );
  }

  #noteOvertaken(service: string, version: string, mark: Mark): void {
    const details = mark('failed');
    // The pipeline says nothing about its own.
    if (Object.keys(details).length > 0)
      this.#deploy('RolloutSuperseded', service, version, `A newer order for ${service} took its place`, details);
  }

  #deploy(
    reason: string,
    service: string,
    version: string,
    message: string,
    details: Readonly<Record<string, string>> = {},
    severity: ChangeEvent['severity'] = 'normal',
  ): void {
    const object = `deployment/${service}`;
    this.#note({
      kind: 'deploy',
      reason,
      service,
      object,
      message,
      author: 'release-pipeline',
      version,
      details,
      severity,
    });
  }

  /** Services that a commit ships with. */
  concernedBy(commit: Commit): readonly string[] {
    return this.#builds.concernedBy(commit);
  }

  #nowMs(): number {
    return Math.floor(this.#kernel.nowUs / 1000);
  }

  #note(
    event: Omit<ChangeEvent, 'timeUs' | 'severity' | 'details'> & Partial<Pick<ChangeEvent, 'severity' | 'details'>>,
  ): void {
    this.#events.append({ timeUs: this.#kernel.nowUs, severity: 'normal', details: {}, ...event });
  }
}
