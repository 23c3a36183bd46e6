/** A log query made ready for one store: per template which rows to look at, and how. */
import { Deadline } from '../deadline.ts';
import { badQuery } from '../errors.ts';
import { traceIdHex } from '../ids.ts';
import { matcher } from '../matchers.ts';
import { compileRegex } from '../regex.ts';
import type { LogTemplate } from '../sinks.ts';
import type { Instance, Registry } from '../store/registry.ts';
import type { FieldFilter, LabelMatcher, LineFilter, LogQuery } from './ast.ts';
import { renderLine } from './line.ts';
import { requiredTexts } from './required.ts';
import { allOf, anyOf, memo, negated, type RowTest, type Test } from './row-test.ts';
import { TextTest } from './text-test.ts';

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
