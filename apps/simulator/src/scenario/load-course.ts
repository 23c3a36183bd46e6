/** The part of scenario.yaml that says what happens when: releases, the cause, the rivals. */
import { misfit } from './causes/fits.ts';
import { type Ground, groundOf } from './causes/ground.ts';
import { changesOfCause, componentOf, type Library, type LibraryCause } from './causes/library.ts';
import type { Course, TimedChange, Variant } from './course.ts';
import { deploymentsOf } from './manifests.ts';
import type { Commit } from './repository/history.ts';
import { type Files, PatchError } from './repository/patch.ts';
import {
  healthyCourse,
  type NamedPatch,
  type Rival,
  rivalCourse,
  type Trunk,
  trueCourse,
  variantOf,
} from './rivals.ts';
import type { Release } from './scenario.ts';
import type { ReleaseFile, ScenarioFile } from './schema.ts';
import { instantMs } from './times.ts';
import { type ParsedYaml, RefusedError } from './yaml.ts';

export interface CourseSource {
  readonly file: string;
  readonly yaml: ParsedYaml<ScenarioFile>;
  readonly shopFiles: Files;
  readonly history: readonly Commit[];
  readonly library: Library;
  /** All patch files of the scenario's folder, by name without `.patch`. */
  readonly patches: ReadonlyMap<string, NamedPatch>;
  /** The scenario's commits by patch name. */
  readonly byName: ReadonlyMap<string, Commit>;
}

export interface LoadedCourses {
  readonly exhibit: Commit | null;
  readonly rivals: readonly Rival[];
  readonly rivalsUntilMs: number;
  course(variant: Variant): Course;
}

const rivalMinutesMs = 20 * 60_000;

/** The shop with what the scenario's own commits bring. */
function withCommits({ shopFiles, byName }: CourseSource): Files {
  const files = new Map(shopFiles);
  for (const { path, after } of [...byName.values()].flatMap(({ changes }) => changes)) {
    if (after === null) files.delete(path);
    else files.set(path, after);
  }
  return files;
}

class Reader {
  readonly source: CourseSource;
  readonly #replicas: ReadonlyMap<string, number>;
  readonly #ground: Ground;

  constructor(source: CourseSource) {
    this.source = source;
    this.#replicas = new Map(deploymentsOf(source.shopFiles).map(({ service, replicas }) => [service, replicas]));
    this.#ground = groundOf(withCommits(source));
  }

  at(time: string): number {
    return instantMs(this.source.yaml.value.date, time);
  }

  refuse(path: readonly PropertyKey[], reason: string): never {
    const { file, yaml } = this.source;
    throw new RefusedError({ file, line: yaml.lineOf(path), reason: `${path.join('.')}: ${reason}` });
  }

  replicasOf(service: string, path: readonly PropertyKey[]): number {
    const replicas = this.#replicas.get(service);
    if (replicas !== undefined) return replicas;
    return this.refuse(path, `no service ${service}; there are ${[...this.#replicas.keys()].join(', ')}`);
  }

  release(file: ReleaseFile, index: number): Release {
    const path = ['releases', index] as const;
    const commit =
      this.source.byName.get(file.commit) ?? this.refuse([...path, 'commit'], `no patch ${file.commit}.patch`);
    const atMs = this.at(file.at);
    if (atMs < commit.timeMs) this.refuse([...path, 'at'], 'before its commit was merged');
    if (atMs < this.at(this.source.yaml.value.incident))
      this.refuse([...path, 'at'], "before the incident's run begins");
    this.replicasOf(file.service, [...path, 'service']);
    return {
      service: file.service,
      commit,
      atMs,
      batches: file.batches.map((batch) => ({ pods: batch.pods, afterMs: batch.after * 1000 })),
      rollback: file.rollback
        ? { afterMs: file.rollback.after * 1000, podsAfterMs: file.rollback.pods.map((seconds) => seconds * 1000) }
        : null,
    };
  }

  cause(id: string, path: readonly PropertyKey[]): LibraryCause {
    const { library } = this.source;
    return (
      library.get(id) ?? this.refuse(path, `no cause ${id} in the library; there are ${[...library.keys()].join(', ')}`)
    );
  }

  /** `again` overrides how long the cause lasts, and makes it come back. */
  changes(
    cause: LibraryCause,
    given: Record<string, string | number>,
    time: string,
    path: readonly PropertyKey[],
    again: { readonly lasts?: number | undefined; readonly every?: number | undefined } = {},
  ): TimedChange[] {
    const { file, yaml } = this.source;
    const { incident, ends } = yaml.value;
    const atMs = this.at(time);
    if (atMs < this.at(incident)) this.refuse([...path, 'at'], `before the incident's run begins (${incident})`);
    if (atMs >= this.at(ends)) this.refuse([...path, 'at'], `not before the end (${ends})`);
    const { changes, lastsMs } = changesOfCause(cause, given, { file, line: yaml.lineOf(path) });
    for (const [index, { change }] of changes.entries()) {
      const problem = misfit(change, this.#ground);
      if (problem) this.refuse([...path, 'with'], `${cause.id}: changes.${index}.${problem.field}: ${problem.reason}`);
    }
    const forMs = again.lasts === undefined ? lastsMs : again.lasts * 1000;
    const everyMs = again.every === undefined ? Number.POSITIVE_INFINITY : again.every * 1000;
    if (everyMs !== Number.POSITIVE_INFINITY && (forMs === null || forMs >= everyMs)) {
      this.refuse([...path, 'every'], 'it must have ended before it begins again: say how long it lasts');
    }
    const begins = [atMs];
    for (let next = atMs + everyMs; next < this.at(ends); next += everyMs) begins.push(next);
    return begins.flatMap((beginMs) =>
      changes.map(({ afterMs, change }) => ({
        atMs: beginMs + afterMs,
        untilMs: forMs === null ? null : beginMs + forMs,
        change,
      })),
    );
  }

  rival(index: number): Rival {
    const { rivals } = this.source.yaml.value;
    const path = ['rivals', index] as const;
    const { cause: causeId, id, at, with: given, ...again } = rivals[index]!;
    const cause = this.cause(causeId, [...path, 'cause']);
    const services = Object.keys(cause.commits);
    if (services.length > 0 && (again.lasts ?? again.every) !== undefined) {
      this.refuse(path, `${causeId} is a commit: it stays until it is rolled back`);
    }
    const service = given.service === undefined ? services[0] : String(given.service);
    const patch = service === undefined ? undefined : cause.commits[service];
    if (services.length > 0 && !patch) {
      this.refuse([...path, 'with'], `${causeId} has no commit for ${service}; it has ${services.join(', ')}`);
    }
    // Where the cause is a commit, `service` says which; elsewhere it may be a parameter like any other.
    const values = services.length === 0 ? given : withoutService(given);
    return {
      id: id ?? causeId,
      title: cause.title,
      component: services.length > 0 ? (service ?? cause.component) : componentOf(cause, given),
      mechanism: cause.mechanism,
      summary: cause.summary,
      atMs: this.at(at),
      changes: this.changes(cause, values, at, path, again),
      commit: patch && service ? { service, patch } : null,
    };
  }
}

const withoutService = ({ service: _, ...rest }: Record<string, string | number>): Record<string, string | number> =>
  rest;

const instead = (reader: Reader): NamedPatch | null => {
  const { cause } = reader.source.yaml.value;
  if (!('commit' in cause) || cause.instead === undefined) return null;
  return (
    reader.source.patches.get(cause.instead) ??
    reader.refuse(['cause', 'instead'], `no file commits/${cause.instead}.patch`)
  );
};

function ownChanges(reader: Reader): readonly TimedChange[] {
  const { cause } = reader.source.yaml.value;
  if (!('library' in cause)) return [];
  return reader.changes(reader.cause(cause.library, ['cause', 'library']), cause.with, cause.at, ['cause']);
}

function exhibitOf(reader: Reader): Commit | null {
  const { yaml, byName, history } = reader.source;
  const { cause } = yaml.value;
  if ('commit' in cause) return byName.get(cause.commit) ?? reader.refuse(['cause', 'commit'], 'is not among commits');
  if (!('library' in cause) || cause.exhibit === undefined) return null;
  const found = history.find(({ subject }) => subject === cause.exhibit);
  return found ?? reader.refuse(['cause', 'exhibit'], 'no commit of the history has this subject');
}

/** Throws RefusedError; PatchError when a commit does not apply in a world where it must. */
export function loadCourses(source: CourseSource): LoadedCourses {
  const reader = new Reader(source);
  const { value } = source.yaml;
  const exhibit = exhibitOf(reader);
  const trunk: Trunk = {
    files: source.shopFiles,
    parentSha: source.history.at(-1)?.sha ?? '',
    patches: value.commits.map((name) => source.patches.get(name)!),
    byName: source.byName,
    releases: value.releases.map((release, index) => reader.release(release, index)),
    cause: {
      patchName: 'commit' in value.cause ? value.cause.commit : null,
      instead: instead(reader),
      changes: ownChanges(reader),
    },
  };
  const rivals = value.rivals.map((_, index) => reader.rival(index));
  const courses = new Map<Variant, Course>([
    ['true', trueCourse(trunk)],
    ['healthy', healthyCourse(trunk)],
  ]);
  for (const [index, rival] of rivals.entries()) {
    if (courses.has(variantOf(rival))) reader.refuse(['rivals', index, 'id'], `another rival is called ${rival.id}`);
    const replicas = rival.commit ? reader.replicasOf(rival.commit.service, ['rivals', index, 'with']) : 0;
    try {
      courses.set(variantOf(rival), rivalCourse(trunk, rival, replicas));
    } catch (error) {
      if (error instanceof PatchError) reader.refuse(['rivals', index, 'cause'], error.message);
      throw error;
    }
  }
  const firstMs = Math.min(...rivals.map(({ atMs }) => atMs), reader.at(value.ends));
  return {
    exhibit,
    rivals,
    rivalsUntilMs: value.rivalsUntil
      ? reader.at(value.rivalsUntil)
      : Math.min(firstMs + rivalMinutesMs, reader.at(value.ends)),
    course: (variant) => {
      const course = courses.get(variant);
      if (!course) throw new Error(`no world ${variant}`);
      return course;
    },
  };
}
