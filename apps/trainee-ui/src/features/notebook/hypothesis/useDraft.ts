import type { Hypothesis } from '@firedrill/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDrill, useDrillCommands } from '../../../data/drill.tsx';
import { errorText } from '../../../data/errors.ts';
import { mergeDraft, sameDraft, withoutGonePins } from '../../../model/draft.ts';

const quietMs = 600;

export interface SharedDraft {
  readonly draft: Hypothesis;
  readonly saved: boolean;
  /** Why the last save was refused, or null. */
  readonly problem: string | null;
  change(how: (draft: Hypothesis) => Hypothesis): void;
  /** Saves now what has not been saved; throws what the server refuses. */
  flush(): Promise<void>;
}

/** The team's draft, with what is being written here on top. It is saved when the writer pauses. */
export function useDraft(): SharedDraft {
  const view = useDrill();
  const commands = useDrillCommands();
  const [local, setLocal] = useState(view.draft);
  const [problem, setProblem] = useState<string | null>(null);
  const base = useRef(view.draft);
  const latest = useRef({ local, pins: view.pins });
  useEffect(() => {
    latest.current = { local, pins: view.pins };
  });

  // Each view brings a new object, so the text decides whether a team mate wrote something.
  const remote = JSON.stringify(view.draft);
  useEffect(() => {
    const came: Hypothesis = JSON.parse(remote);
    const before = base.current;
    base.current = came;
    setLocal((held) => mergeDraft(before, held, came));
  }, [remote]);

  const save = useCallback(async (): Promise<void> => {
    const { local: draft, pins } = latest.current;
    if (sameDraft(draft, base.current)) return;
    await commands.saveDraft(withoutGonePins(draft, pins));
    setProblem(null);
  }, [commands]);

  const saved = sameDraft(local, view.draft);
  useEffect(() => {
    if (sameDraft(local, base.current)) return;
    const timer = setTimeout(() => save().catch((error) => setProblem(errorText(error))), quietMs);
    return () => clearTimeout(timer);
  }, [local, save]);
  // Leaving the notebook must not lose the last words.
  useEffect(() => () => void save().catch(() => undefined), [save]);

  const change = useCallback((how: (draft: Hypothesis) => Hypothesis) => setLocal(how), []);
  return { draft: local, saved, problem, change, flush: save };
}
