/** The other explanations, and what told them from the truth: the team's own evidence, or what would have. */
import type { Debrief, TellingApart } from '@firedrill/protocol';
import { covers } from '../../evidence/index.ts';
import type { Signal } from '../../scenario/index.ts';
import { aboutOf, type Findings, outcomeIn, questionsOf, signalKey, truth } from '../../score/index.ts';
import { apart, type Run } from './run.ts';

/** More says no more. */
const mostPinned = 2;
const mostOthers = 2;

const was: Readonly<Record<string, string>> = {
  higher: 'was higher than in a healthy shop',
  lower: 'was lower than in a healthy shop',
  same: 'was as in a healthy shop',
  gone: 'was gone',
  'comes-and-goes': 'was higher at times than in a healthy shop',
};
const wouldBe: Readonly<Record<string, string>> = {
  higher: 'it would have been higher',
  lower: 'it would have been lower',
  same: 'it would have been as always',
  gone: 'it would have been gone',
  'comes-and-goes': 'it would have been higher at times',
};

/** null: the two do not clearly differ. */
function inWords(what: string, trueOutcome: string, rivalOutcome: string): string | null {
  const [did, would] = [was[trueOutcome], wouldBe[rivalOutcome]];
  return did && would && trueOutcome !== rivalOutcome ? `${what} ${did}; had it been this, ${would}.` : null;
}

type Asked = Exclude<Signal, { modality: 'event' }>;

const queryText = ({ query }: Asked): string => {
  if (query.modality === 'metric') return query.expr;
  return query.modality === 'log' ? query.query : `spans "${query.operation}" of ${query.service}`;
};

/** An author's id is words with hyphens. */
const named = (id: string): string => `"${id.replaceAll('-', ' ')}"`;

/** What the author looks at, whether the team had it before its eyes, and what it is in each world. */
function authoredOf(run: Run, findings: Findings) {
  const { keys } = questionsOf(run.journal, run.scenario, findings);
  const looks = [...run.book.ofQuery.values()].flat();
  return run.scenario.signals.flatMap((signal) => {
    if (signal.decoy || signal.modality === 'event') return [];
    const key = signalKey(signal.id);
    const outcomes = findings.seen[keys.get(key) ?? key] ?? {};
    const about = aboutOf(signal.query);
    const from = about && looks.some((look) => covers(look.about, about)) ? ('seen' as const) : ('unseen' as const);
    return [{ what: named(signal.id), query: queryText(signal), outcomes, from }];
  });
}

export function rivalsOf(run: Run, findings: Findings): Debrief['rivals'] {
  const titles = new Map(
    run.journal.flatMap(({ data }) =>
      data.type === 'evidence.pinned' ? [[run.book.ofPin.get(data.pinId)?.id ?? '', data.pin.title] as const] : [],
    ),
  );
  const good = [...new Set(run.facts.good.map(({ signal }) => signal))];
  const authored = authoredOf(run, findings);
  return run.scenario.rivals.map(({ id, title, component, mechanism, summary }) => {
    const by = good.filter((signal) => titles.has(signal) && apart(run, signal).includes(id));
    const pinned = by.slice(0, mostPinned).flatMap((signal): TellingApart[] => {
      const what = `"${titles.get(signal)}"`;
      const text = inWords(what, outcomeIn(run.key, signal, truth), outcomeIn(run.key, signal, id));
      return text === null ? [] : [{ from: 'pinned', text, query: '' }];
    });
    const others = authored.flatMap(({ what, query, outcomes, from }): TellingApart[] => {
      const text = inWords(what, outcomes.true ?? 'unclear', outcomes[id] ?? 'unclear');
      return text === null ? [] : [{ from, text, query }];
    });
    // What was before somebody's eyes comes first: there only the pin was missing.
    const first = [...others.filter(({ from }) => from === 'seen'), ...others.filter(({ from }) => from === 'unseen')];
    return {
      title,
      component,
      mechanism,
      summary,
      ruledOutBy: by.flatMap((signal) => titles.get(signal) ?? []),
      toldApartBy: pinned.length > 0 ? pinned : first.slice(0, mostOthers),
    };
  });
}
