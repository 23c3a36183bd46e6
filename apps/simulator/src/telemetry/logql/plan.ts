/** A log query made ready for one store: per template which rows to look at, and how. */
import { Deadline } from '../deadline.ts';
import { badQuery } from '../errors.ts';
import { traceIdHex } from '../ids.ts';
import { matcher } from '../matchers.ts';
import { compileRegex } from '../regex.ts';
import type { LogTemplate } from '../sinks.ts';
import type { Instance, Registry } from '../store/registry.ts';
import type { LogSegment } from '../store/rows.ts';
import type { FieldFilter, LabelMatcher, LineFilter, LogQuery } from './ast.ts';
import { lineParts, renderLine } from './line.ts';
import { requiredTexts } from './required.ts';
import { decide } from './substring.ts';

export type RowTest = (segment: LogSegment, row: number) => boolean;

export interface TemplatePlan {
  readonly template: number;
  /** All must hold; none: every row matches. */
  readonly tests: readonly RowTest[];
}

/** Labels of a line. `level` and `service` are the template's, the rest the writer's. */
export const labelNames = ['service', 'level', 'pod', 'version', 'node'] as const;
type LabelName = (typeof labelNames)[number];
const isLabel = (name: string): name is LabelName => labelNames.some((known) => known === name);

export const labelOf = (name: LabelName, template: LogTemplate, instance: Instance | undefined): string =>
  name === 'level' || name === 'service' ? template[name] : (instance?.[name] ?? '');

/** A test of a number, computed once per number. */
function memo(test: (id: number) => boolean): (id: number) => boolean {
  const known: (boolean | undefined)[] = [];
  return (id) => {
    const answer = known[id];
    if (answer !== undefined) return answer;
    const fresh = test(id);
    known[id] = fresh;
    return fresh;
  };
}

/** true: all rows of the template; false: none. */
type Test = RowTest | boolean;

const negated = (test: Test): Test => (typeof test === 'boolean' ? !test : (segment, row) => !test(segment, row));

function labelTest(
  registry: Registry,
  template: LogTemplate,
  { name, operator, value, valueFrom, from }: LabelMatcher,
): Test {
  const { matches } = matcher(name, operator, value, valueFrom);
  if (!isLabel(name)) {
    throw badQuery(
      `lines have no label ${name}: filter fields after |`,
      from,
      from + name.length,
      `one of ${labelNames.join(', ')}`,
    );
  }
  if (name === 'level' || name === 'service') return matches(template[name]);
  const byInstance = memo((id) => matches(labelOf(name, template, registry.instances[id])));
  return (segment, row) => byInstance(segment.instance[row] ?? 0);
}

/** Memos of text tests are shared by all templates of a plan. */
class TextTest {
  readonly #registry: Registry;
  readonly text: string;
  readonly fold: boolean;
  readonly inString: (id: number) => boolean;
  readonly inPod: (instance: number) => boolean;

  readonly #deadline: Deadline;

  constructor(registry: Registry, text: string, fold: boolean, deadline: Deadline) {
    this.#deadline = deadline;
    this.#registry = registry;
    this.text = fold ? text.toLowerCase() : text;
    this.fold = fold;
    this.inString = memo((id) => this.holds(registry.strings.text(id)));
    this.inPod = memo((id) => this.holds(registry.instances[id]?.pod ?? ''));
  }

  holds(text: string): boolean {
    return (this.fold ? text.toLowerCase() : text).includes(this.text);
  }

  /** Whether a line has the text. */
  of(template: LogTemplate): Test {
    const decision = decide(this.text, template, this.fold);
    if (decision === 'always') return true;
    if (decision === 'render') {
      return (segment, row) => {
        this.#deadline.check();
        return this.holds(renderLine(this.#registry, segment, row));
      };
    }
    const parts = lineParts(template);
    const hasPod = parts.some((part) => part.kind === 'pod');
    const columns = parts.flatMap((part) =>
      part.kind === 'field' && template.fields[part.index]?.kind === 'text' ? [part.index] : [],
    );
    return (segment, row) => {
      for (const i of columns) if (this.inString(segment.fields[i]?.[row] ?? 0)) return true;
      return hasPod && this.inPod(segment.instance[row] ?? 0);
    };
  }
}

function lineTest(registry: Registry, filter: LineFilter, deadline: Deadline): (template: LogTemplate) => Test {
  const { operator, text, valueFrom } = filter;
  const positive = operator === '|=' || operator === '|~';
  const signed = (test: Test): Test => (positive ? test : negated(test));
  if (operator === '|=' || operator === '!=') {
    const wanted = new TextTest(registry, text, false, deadline);
    return (template) => signed(wanted.of(template));
  }
  const regex = compileRegex(text, valueFrom, false);
  const matches: RowTest = (segment, row) => {
    deadline.check();
    return regex.test(renderLine(registry, segment, row));
  };
  const required = requiredTexts(text);
  if (!required) return () => signed(matches);
  const texts = required.texts.map((one) => new TextTest(registry, one, required.fold, deadline));
  return (template) => {
    const tests = texts.map((one) => one.of(template));
    return signed(required.rule === 'any' ? anyOf(tests) : allOf([...tests, matches]));
  };
}

const comparisons: Readonly<Record<'>' | '>=' | '<' | '<=', (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

/** A test of a field's value as text or number. */
function valueTest({ operator, value, valueFrom }: FieldFilter): (found: string | number | boolean) => boolean {
  if (operator === '>' || operator === '>=' || operator === '<' || operator === '<=') {
    const compare = comparisons[operator];
    const bound = Number(value);
    if (Number.isNaN(bound))
      throw badQuery(`${value} is not a number`, valueFrom, valueFrom + `${value}`.length, 'a number');
    return (found) => (typeof found === 'string' && found.trim() === '' ? false : compare(Number(found), bound));
  }
  if (typeof value === 'number') {
    return (found) =>
      (typeof found !== 'boolean' && `${found}` !== '' && Number(found) === value) === (operator === '=');
  }
  const { matches } = matcher('', operator, value, valueFrom);
  return (found) => matches(`${found}`);
}

/** Loki writes `req.method` as `req_method`: both find it. */
export const sameField = (a: string, b: string): boolean =>
  a === b || a.replaceAll('.', '_') === b.replaceAll('.', '_');

function fieldTest(registry: Registry, filter: FieldFilter): (template: LogTemplate) => Test {
  const { field } = filter;
  const test = valueTest(filter);
  const ofString = memo((id) => test(registry.strings.text(id)));
  return (template) => {
    const index = template.fields.findIndex(({ name }) => sameField(name, field));
    const kind = template.fields[index]?.kind;
    if (kind === 'text') return (segment, row) => ofString(segment.fields[index]?.[row] ?? 0);
    if (kind === 'number') return (segment, row) => test(segment.fields[index]?.[row] ?? 0);
    if (kind === 'boolean') return (segment, row) => test(segment.fields[index]?.[row] === 1);
    if (isLabel(field)) {
      if (field === 'level' || field === 'service') return test(template[field]);
      const ofInstance = memo((id) => test(labelOf(field, template, registry.instances[id])));
      return (segment, row) => ofInstance(segment.instance[row] ?? 0);
    }
    if (field === 'msg' || field === 'message') return test(template.message);
    if (field === 'trace_id') {
      return (segment, row) =>
        test(segment.traced[row] === 0 ? '' : traceIdHex(segment.traceHi[row] ?? 0, segment.traceLo[row] ?? 0));
    }
    // A field that a line does not have is the empty text.
    return test('');
  };
}

function anyOf(tests: readonly Test[]): Test {
  if (tests.includes(true)) return true;
  const rows = tests.filter((test): test is RowTest => typeof test === 'function');
  if (rows.length === 0) return false;
  return (segment, row) => rows.some((test) => test(segment, row));
}

function allOf(tests: readonly Test[]): Test {
  if (tests.includes(false)) return false;
  const rows = tests.filter((test): test is RowTest => typeof test === 'function');
  return rows.length === 0 ? true : (segment, row) => rows.every((test) => test(segment, row));
}

/** Plans for the templates that can match. */
export function planQuery(registry: Registry, query: LogQuery, deadline = new Deadline()): TemplatePlan[] {
  const lines = query.lines.map((filter) => lineTest(registry, filter, deadline));
  const fields = query.fields.map((any) => any.map((filter) => fieldTest(registry, filter)));
  const plans: TemplatePlan[] = [];
  registry.logTemplates.forEach((template, index) => {
    const tests: Test[] = query.labels.map((label) => labelTest(registry, template, label));
    if (tests.includes(false)) return;
    tests.push(...fields.map((any) => anyOf(any.map((test) => test(template)))));
    if (tests.includes(false)) return;
    tests.push(...lines.map((test) => test(template)));
    if (tests.includes(false)) return;
    plans.push({ template: index, tests: tests.filter((test): test is RowTest => typeof test === 'function') });
  });
  // A query is refused for its labels also where nothing was logged yet.
  for (const label of query.labels) labelTest(registry, emptyTemplate, label);
  return plans;
}

const emptyTemplate: LogTemplate = { service: '', level: 'info', format: 'pino', message: '', fields: [] };
