/** The other explanations, and what told them from the truth: the team's own evidence where it had some. */
import type { Debrief } from '@firedrill/protocol';
import { apart, type Run } from './run.ts';

export function rivalsOf(run: Run): Debrief['rivals'] {
  const titles = new Map(
    run.journal.flatMap(({ data }) =>
      data.type === 'evidence.pinned' ? [[run.book.ofPin.get(data.pinId)?.id ?? '', data.pin.title] as const] : [],
    ),
  );
  const good = run.facts.good.map(({ signal }) => signal);
  return run.scenario.rivals.map(({ id, title, component, mechanism, summary }) => {
    const by = good.filter((signal) => apart(run, signal).includes(`rival:${id}`) || apart(run, signal).includes(id));
    return {
      title,
      component,
      mechanism,
      summary,
      ruledOutBy: [...new Set(by)].flatMap((signal) => titles.get(signal) ?? []),
    };
  });
}
