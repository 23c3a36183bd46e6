/** Whether lines have a text, template by template, with as little rendering as can be. */
import type { Deadline } from '../deadline.ts';
import type { LogTemplate } from '../sinks.ts';
import type { Registry } from '../store/registry.ts';
import { type Part, renderLine, traceText } from './line.ts';
import { allOf, anyOf, memo, type RowTest, type Test } from './row-test.ts';
import { decide } from './substring.ts';
import { formatTime } from './time.ts';

export class TextTest {
  readonly #registry: Registry;
  readonly #text: string;
  readonly #fold: boolean;
  readonly #deadline: Deadline;
  /** Shared by all templates: each string is looked into once. */
  readonly #inString: (id: number) => boolean;
  readonly #inPod: (instance: number) => boolean;
  #words: readonly TextTest[] | undefined;

  /** @param fold whether case counts for nothing */
  constructor(registry: Registry, text: string, fold: boolean, deadline: Deadline) {
    this.#registry = registry;
    this.#text = fold ? text.toLowerCase() : text;
    this.#fold = fold;
    this.#deadline = deadline;
    this.#inString = memo((id) => this.#holds(registry.strings.text(id)));
    this.#inPod = memo((id) => this.#holds(registry.instances[id]?.pod ?? ''));
  }

  of(template: LogTemplate): Test {
    const decision = decide(this.#text, template, this.#fold);
    if (decision === 'always') return true;
    if (decision !== 'render') return anyOf(decision.map((part) => this.#within(part, template)));
    const rendered: RowTest = (segment, row) => {
      this.#deadline.check();
      return this.#holds(renderLine(this.#registry, segment, row));
    };
    // A line that has the text has its words; those seldom stand across a border.
    this.#words ??= wordsOf(this.#text).map((word) => new TextTest(this.#registry, word, this.#fold, this.#deadline));
    return allOf([...this.#words.map((word) => word.#quick(template)), rendered]);
  }

  /** Like `of`, but true where only rendering could tell. */
  #quick(template: LogTemplate): Test {
    const decision = decide(this.#text, template, this.#fold);
    return typeof decision === 'string' ? true : anyOf(decision.map((part) => this.#within(part, template)));
  }

  #holds(text: string): boolean {
    return (this.#fold ? text.toLowerCase() : text).includes(this.#text);
  }

  #within(part: Part, template: LogTemplate): Test {
    switch (part.kind) {
      case 'constant':
        return true;
      case 'pod':
        return (segment, row) => this.#inPod(segment.instance[row] ?? 0);
      case 'time':
        return (segment, row) => this.#holds(formatTime(segment.timeUs[row] ?? 0, part.format));
      case 'trace':
        return (segment, row) => {
          this.#deadline.check();
          return this.#holds(traceText(segment, row));
        };
      case 'field': {
        const { index } = part;
        const kind = template.fields[index]?.kind;
        if (kind === 'text') return (segment, row) => this.#inString(segment.fields[index]?.[row] ?? 0);
        if (kind === 'number') return (segment, row) => this.#holds(`${segment.fields[index]?.[row] ?? 0}`);
        return (segment, row) => this.#holds(`${segment.fields[index]?.[row] === 1}`);
      }
    }
  }
}

/** Letters and digits that stand together; none when the text is but one word. */
function wordsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.filter((word) => word !== text);
}
