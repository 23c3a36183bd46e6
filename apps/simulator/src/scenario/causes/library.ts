/** The library of causes: what a scenario can name as a rival, and a quick drill can pick. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type CommitPatch, parseCommitPatch } from '../repository/patch.ts';
import { parseYaml, type Refusal, RefusedError } from '../yaml.ts';
import { changeSchema } from './change.ts';

const text = z.string().trim().min(1);
const scalar = z.union([z.string(), z.number()]);

export const quickSchema = z.strictObject({
  page: text.describe('The alert that it makes fire, of deploy/alerts.yaml in the shop.'),
  edge: z
    .tuple([text, text])
    .describe('The two services or stores between which it goes wrong; `$name` is a parameter.'),
  lesson: text.describe('What a team takes with it.'),
  with: z.record(z.string(), scalar).default({}).describe('Parameters that make it felt at 30 requests a second.'),
  choices: z
    .record(z.string(), z.array(scalar).min(2))
    .default({})
    .describe('Values of a parameter that make it felt just as well: what a host chooses from, and chance draws from.'),
});
export type Quick = z.infer<typeof quickSchema>;

export const causeSchema = z
  .strictObject({
    title: text.max(80),
    component: text.describe('Id of a component in the catalogue of slots, or `$name` of the parameter that is one.'),
    mechanism: text.describe('Id of a mechanism in the catalogue of slots.'),
    summary: text.describe('What happens, in one or two sentences, for authors and the debrief.'),
    undo: text.optional().describe('What takes it away; absent where nothing does.'),
    parameters: z
      .record(z.string().regex(/^[a-z][A-Za-z]*$/), scalar)
      .default({})
      .describe('Values that `$name` stands for below, and what they are when nobody says otherwise.'),
    lasts: z
      .union([z.number().positive(), z.string().startsWith('$')])
      .optional()
      .describe('Seconds; absent means until it is undone.'),
    changes: z.array(z.record(z.string(), z.unknown())).default([]).describe('Changes of what surrounds the shop.'),
    commits: z
      .record(z.string(), text)
      .default({})
      .describe('By service: the patch file beside cause.yaml that breaks it.'),
    quick: quickSchema.optional().describe('What a quick drill needs to know; without it, none has this cause.'),
  })
  .refine((cause) => cause.changes.length > 0 !== Object.keys(cause.commits).length > 0, {
    message: 'either changes or commits, and at least one',
    path: ['changes'],
  });

export interface LibraryCause {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly component: string;
  readonly mechanism: string;
  readonly summary: string;
  readonly undo: string | null;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly lasts: number | string | null;
  readonly changes: readonly Readonly<Record<string, unknown>>[];
  readonly commits: Readonly<Record<string, { readonly name: string; readonly patch: CommitPatch }>>;
  /** null: not one for quick drills. */
  readonly quick: Quick | null;
}

export type Library = ReadonlyMap<string, LibraryCause>;

/** Throws RefusedError, or PatchError naming the patch. */
function loadCause(folder: string, id: string): LibraryCause {
  const file = join(folder, 'cause.yaml');
  if (!existsSync(file)) throw new RefusedError({ file, line: 1, reason: 'there is no cause.yaml' });
  const yaml = parseYaml(causeSchema, readFileSync(file, 'utf8'), file);
  const { commits, undo, lasts, quick, ...rest } = yaml.value;
  const patches = Object.entries(commits).map(([service, name]) => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      throw new RefusedError({
        file,
        line: yaml.lineOf(['commits', service]),
        reason: `commits.${service}: no file ${name}`,
      });
    }
    return [
      service,
      { name: `${id}/${name.replace(/\.patch$/, '')}`, patch: parseCommitPatch(readFileSync(path, 'utf8'), name) },
    ] as const;
  });
  const cause = {
    id,
    file,
    ...rest,
    undo: undo ?? null,
    lasts: lasts ?? null,
    commits: Object.fromEntries(patches),
    quick: quick ?? null,
  };
  // What it offers must fit what it stands for: found here, and not when somebody picks the cause.
  changesOfCause(cause, {}, { file, line: yaml.lineOf(['changes']) });
  if (quick) {
    changesOfCause(cause, quick.with, { file, line: yaml.lineOf(['quick', 'with']) });
    for (const [name, values] of Object.entries(quick.choices)) {
      for (const value of values)
        changesOfCause(cause, { [name]: value }, { file, line: yaml.lineOf(['quick', 'choices', name]) });
    }
  }
  return cause;
}

/** Every `_causes/<id>` folder below the roots; a later root cannot replace an earlier one's. */
export function loadLibrary(roots: readonly string[]): { library: Library; refused: Refusal[] } {
  const library = new Map<string, LibraryCause>();
  const refused: Refusal[] = [];
  for (const root of roots) {
    const folder = join(root, '_causes');
    const ids = existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
      : [];
    for (const id of ids.map(({ name }) => name).sort()) {
      try {
        const other = library.get(id)?.file;
        if (other) {
          throw new RefusedError({ file: join(folder, id), line: 1, reason: `${other} is a cause of the same name` });
        }
        library.set(id, loadCause(join(folder, id), id));
      } catch (error) {
        if (error instanceof RefusedError) refused.push(error.refusal);
        else if (error instanceof Error) refused.push({ file: join(folder, id), line: 1, reason: error.message });
        else throw error;
      }
    }
  }
  return { library, refused };
}

const filledIn = (value: unknown, values: Readonly<Record<string, unknown>>): unknown => {
  if (typeof value === 'string' && value.startsWith('$') && value.slice(1) in values) return values[value.slice(1)];
  if (Array.isArray(value)) return value.map((inner) => filledIn(inner, values));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, values)]));
  }
  return value;
};

/** A text of the library that may be a parameter's name. */
export const filledText = (text: string, values: Readonly<Record<string, string | number>>): string =>
  String(filledIn(text, values));

/** Which component it breaks, with these parameters. */
export const componentOf = (
  { component, parameters }: LibraryCause,
  given: Readonly<Record<string, string | number>>,
): string => filledText(component, { ...parameters, ...given });

/** The changes with parameters filled in; `after` is seconds from when the cause begins. Throws RefusedError at `where` when a value does not fit. */
export function changesOfCause(
  cause: LibraryCause,
  given: Readonly<Record<string, string | number>>,
  where: { readonly file: string; readonly line: number },
) {
  const unknown = Object.keys(given).find((name) => !(name in cause.parameters) && name !== 'service');
  if (unknown !== undefined) {
    const known = Object.keys(cause.parameters).join(', ') || 'none';
    throw new RefusedError({
      ...where,
      reason: `with.${unknown}: ${cause.id} has no such parameter (it has: ${known})`,
    });
  }
  const values = { ...cause.parameters, ...given };
  const lasts = cause.lasts === null ? null : Number(filledIn(cause.lasts, values));
  const changes = cause.changes.map((change, index) => {
    const { after = 0, ...filled } = Object(filledIn(change, values));
    const afterMs = Number(after) * 1000;
    if (!(afterMs >= 0))
      throw new RefusedError({ ...where, reason: `${cause.id}: changes.${index}.after: not a number of seconds` });
    const parsed = changeSchema.safeParse(filled);
    if (parsed.success) return { afterMs, change: parsed.data };
    const issue = parsed.error.issues[0];
    const path = ['changes', index, ...(issue?.path ?? [])].join('.');
    throw new RefusedError({ ...where, reason: `${cause.id}: ${path}: ${issue?.message ?? 'not valid'}` });
  });
  return { changes, lastsMs: lasts === null ? null : lasts * 1000 };
}
