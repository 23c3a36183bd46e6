/** Scenario folders to scenarios. A broken one is refused with file, line and reason; the others stay. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slotNames } from '@firedrill/protocol';
import { type Library, loadLibrary } from './causes/library.ts';
import { loadCourses } from './load-course.ts';
import { type Commit, commitsOnTop, historyOf, readPatches } from './repository/history.ts';
import { type Files, PatchError } from './repository/patch.ts';
import { createRepository } from './repository/repository.ts';
import { readShop } from './repository/source.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './schema.ts';
import { signalOf } from './signals.ts';
import { solutionOf } from './solution.ts';
import { instantMs } from './times.ts';
import { truthOf } from './truth.ts';
import { parseYaml, type Refusal, RefusedError } from './yaml.ts';

/** The shop's source and the list of commits that led to it. */
export interface Shop {
  readonly files: Files;
  readonly commits: readonly Commit[];
}

/** Throws PatchError when a patch of the shared history no longer applies. */
export function loadShop(shopRoot: string, historyFolder: string): Shop {
  const files = readShop(shopRoot);
  return { files, commits: historyOf(files, existsSync(historyFolder) ? readPatches(historyFolder) : []) };
}

/** Opaque, stable, and not to be turned back into the folder's name by looking at it. */
const opaqueId = (id: string): string =>
  createHash('sha256').update(`catalogue entry ${id}`).digest('hex').slice(0, 10);

const hashOf = (files: Files, commits: readonly Commit[], text: string): string => {
  const hash = createHash('sha256').update(text);
  for (const [path, content] of files) hash.update(path).update('\0').update(content).update('\0');
  for (const commit of commits) hash.update(commit.sha);
  return hash.digest('hex').slice(0, 16);
};

/** Throws RefusedError. */
export function loadScenario(folder: string, id: string, shop: Shop, library: Library = new Map()): Scenario {
  const file = join(folder, 'scenario.yaml');
  if (!existsSync(file)) throw new RefusedError({ file, line: 1, reason: 'there is no scenario.yaml' });
  const text = readFileSync(file, 'utf8');
  const yaml = parseYaml(scenarioSchema, text, file);
  const { value } = yaml;
  const at = (time: string): number => instantMs(value.date, time);
  const refuse = (path: readonly PropertyKey[], reason: string): never => {
    throw new RefusedError({ file, line: yaml.lineOf(path), reason: `${path.join('.')}: ${reason}` });
  };

  const patches = new Map(
    existsSync(join(folder, 'commits'))
      ? readPatches(join(folder, 'commits')).map(({ name, patch }) => {
          const short = name.replace(/\.patch$/, '');
          return [short, { name: short, patch }] as const;
        })
      : [],
  );
  const wanted = value.commits.map(
    (name, index) => patches.get(name) ?? refuse(['commits', index], `no file commits/${name}.patch`),
  );
  const { commits: own } = commitsOnTop(
    shop.files,
    shop.commits.at(-1)?.sha ?? '',
    wanted.map(({ name, patch }) => ({ name: `${name}.patch`, patch })),
  );
  const byName = new Map(value.commits.map((name, index) => [name, own[index]!]));
  own.forEach((commit, index) => {
    const previous = own[index - 1] ?? shop.commits.at(-1);
    if (previous && commit.timeMs < previous.timeMs)
      refuse(['commits', index], 'dated before the commit that it follows');
  });

  if (at(value.history) >= at(value.incident)) refuse(['history'], 'must be before incident');
  if (at(value.incident) >= at(value.ends)) refuse(['ends'], 'must be after incident');
  value.signals.forEach((signal, index) => {
    const [from, to] = signal.window;
    if (at(from) >= at(to)) refuse(['signals', index, 'window'], 'must begin before it ends');
    if (value.signals.findIndex(({ id: other }) => other === signal.id) < index) {
      refuse(['signals', index, 'id'], `another signal is called ${signal.id}`);
    }
  });
  const revealable = new Set([...value.signals.map(({ id }) => id), ...slotNames]);
  value.hints.forEach(({ level, reveals }, index) => {
    if (level < (value.hints[index - 1]?.level ?? 1)) refuse(['hints', index, 'level'], 'below the one before');
    const unknown = reveals.find((id) => !revealable.has(id));
    if (unknown !== undefined) refuse(['hints', index, 'reveals'], `no signal or slot ${unknown}`);
  });
  const continuous = value.continuous ?? value.incident;
  if (at(continuous) < at(value.incident)) refuse(['continuous'], 'must not be before incident');
  if (at(continuous) >= at(value.ends)) refuse(['continuous'], 'must be before ends');
  if (value.page.from && (at(value.page.from) < at(continuous) || at(value.page.from) >= at(value.ends))) {
    refuse(['page', 'from'], 'must lie between continuous and ends');
  }
  const courses = loadCourses({
    file,
    yaml,
    shopFiles: shop.files,
    history: shop.commits,
    library,
    patches,
    byName,
  });

  const all = [...shop.commits, ...own];
  return {
    id,
    catalog: {
      id: opaqueId(id),
      title: value.title,
      summary: value.summary,
      minutes: value.minutes,
      difficulty: value.difficulty,
    },
    page: {
      watchedFromMs: at(value.page.from ?? continuous),
      rule: value.page.rule,
      summary: value.page.summary,
      service: value.page.service,
      owner: value.page.owner,
      dependencies: value.page.dependencies,
      runbook: value.page.runbook,
      noticedBy: value.page.noticed.map((entry) => ({
        who: entry.who,
        text: entry.text,
        atOffsetMs: entry.afterPage * 1000,
      })),
    },
    historyFromMs: at(value.history),
    incidentFromMs: at(value.incident),
    continuousFromMs: at(continuous),
    endsAtMs: at(value.ends),
    requestsPerSecond: value.traffic.requestsPerSecond,
    peak: value.traffic.peak
      ? {
          atMs: at(value.traffic.peak.at),
          factor: value.traffic.peak.factor,
          widthMs: value.traffic.peak.minutes * 30_000,
        }
      : null,
    commits: all,
    historyLength: shop.commits.length,
    ...courses,
    signals: value.signals.map((signal) => signalOf(signal, at)),
    hints: value.hints,
    solution: solutionOf(folder),
    readiness: value.readiness,
    nothingWrong: 'none' in value.cause,
    truth: truthOf(value.truth, courses.course('true'), at),
    repository: createRepository(all),
    baseFiles: shop.files,
    hash: hashOf(shop.files, shop.commits, JSON.stringify(value.traffic)),
  };
}

const difficulties = ['first', 'medium', 'hard'] as const;

const easiestFirst = ({ catalog: a }: Scenario, { catalog: b }: Scenario): number =>
  difficulties.indexOf(a.difficulty) - difficulties.indexOf(b.difficulty) ||
  a.minutes - b.minutes ||
  (a.id < b.id ? -1 : 1);

/** Easiest first, so that a newcomer's first choice is. Every folder with a scenario.yaml (or that should have one) below `roots`; names beginning with `_` are shared material. `only`: no other than the one of that name. */
export function loadScenarios(
  roots: readonly string[],
  shop: Shop,
  only?: string,
): { scenarios: Scenario[]; refused: Refusal[] } {
  const scenarios: Scenario[] = [];
  const places = new Map<string, string>();
  const { library, refused } = loadLibrary(roots);
  for (const root of roots) {
    const names = existsSync(root)
      ? readdirSync(root, { withFileTypes: true })
          .filter((e) => e.isDirectory() && !e.name.startsWith('_'))
          .map((e) => e.name)
          .filter((name) => only === undefined || name === only)
          .sort()
      : [];
    for (const name of names) {
      const folder = join(root, name);
      try {
        const other = places.get(name);
        if (other) throw new RefusedError({ file: folder, line: 1, reason: `${other} is a scenario of the same name` });
        places.set(name, folder);
        scenarios.push(loadScenario(folder, name, shop, library));
      } catch (error) {
        if (error instanceof RefusedError) refused.push(error.refusal);
        else if (error instanceof PatchError)
          refused.push({ file: join(folder, 'commits'), line: 1, reason: error.message });
        else throw error;
      }
    }
  }
  return { scenarios: scenarios.sort(easiestFirst), refused };
}
