/** The second at which the replay stands; whatever names an event can move it there. */
import type { Debrief } from '@firedrill/protocol';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { debriefSpan } from '../../model/axis.ts';
import { partAnchor } from './lanes.ts';

export type Deed = Debrief['deeds'][number];

export interface Moment {
  readonly atMs: number;
  /** In time. */
  readonly deeds: readonly Deed[];
  /** Done last by then; null: nothing yet. */
  readonly deed: Deed | null;
  /** By an entry's number; null: nothing that is told. */
  deedOf(seq: number): Deed | null;
  moveTo(atMs: number): void;
  /** The replay stands where this was done. */
  show(deed: Deed): void;
  /** The same by an entry's number, and the replay comes into view. */
  replay(seq: number): void;
}

const MomentContext = createContext<Moment | null>(null);

/** Throws outside of a report. */
export function useMoment(): Moment {
  const moment = useContext(MomentContext);
  if (moment === null) throw new Error('there is no replay here');
  return moment;
}

export function MomentProvider(props: { readonly debrief: Debrief; readonly children: ReactNode }): ReactNode {
  const { debrief } = props;
  const deeds = useMemo(() => [...debrief.deeds].sort((a, b) => a.incidentMs - b.incidentMs), [debrief]);
  const bySeq = useMemo(
    () => new Map(deeds.flatMap((deed) => [deed.seq, ...deed.covers].map((seq) => [seq, deed] as const))),
    [deeds],
  );
  /** `deed`: which of several at the same second. */
  const [at, setAt] = useState<{ readonly ms: number; readonly deed: Deed | null }>(() => {
    const deed = deeds.find(({ looked }) => looked) ?? deeds[0] ?? null;
    return { ms: deed?.incidentMs ?? debriefSpan(debrief).fromMs, deed };
  });
  const moment = useMemo((): Moment => {
    const show = (deed: Deed): void => setAt({ ms: deed.incidentMs, deed });
    return {
      atMs: at.ms,
      deeds,
      deed: at.deed ?? deeds.findLast(({ incidentMs }) => incidentMs <= at.ms) ?? null,
      deedOf: (seq) => bySeq.get(seq) ?? null,
      moveTo: (ms) => setAt({ ms, deed: null }),
      show,
      replay: (seq) => {
        const deed = bySeq.get(seq);
        if (deed === undefined) return;
        show(deed);
        document.getElementById(partAnchor('replay'))?.scrollIntoView({ block: 'start' });
      },
    };
  }, [at, deeds, bySeq]);
  return <MomentContext.Provider value={moment}>{props.children}</MomentContext.Provider>;
}
