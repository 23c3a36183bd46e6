import {
  type Action,
  type ClockCommand,
  type DrillView,
  drillPath,
  type Hypothesis,
  type PinRequest,
  type TimelineRequest,
} from '@firedrill/protocol';
import { api } from './api.ts';

/** Everything a seat can ask of its drill. Each answers with the new view, which is also adopted by `useDrill`. */
export interface DrillCommands {
  start(): Promise<DrillView>;
  acknowledge(): Promise<DrillView>;
  clock(command: ClockCommand): Promise<DrillView>;
  viewed(what: 'changes' | 'infrastructure' | 'page'): Promise<void>;
  pin(request: PinRequest): Promise<DrillView>;
  unpin(pinId: string): Promise<DrillView>;
  addTimeline(request: TimelineRequest): Promise<DrillView>;
  removeTimeline(entryId: string): Promise<DrillView>;
  saveDraft(hypothesis: Hypothesis): Promise<DrillView>;
  lock(): Promise<DrillView>;
  checkPrediction(predictionId: string): Promise<DrillView>;
  judgePrediction(predictionId: string, verdict: 'held' | 'failed'): Promise<DrillView>;
  contradiction(found: boolean, note: string): Promise<DrillView>;
  submit(): Promise<DrillView>;
  act(action: Action): Promise<DrillView>;
  verifyRecovery(note: string): Promise<DrillView>;
  end(): Promise<DrillView>;
  /** After the end: how it felt. */
  felt(text: string): Promise<DrillView>;
  /** The next hint, by its number from 1. */
  hint(number: number): Promise<DrillView>;
  /** Open mode: goes into the code before a complete hypothesis is locked. */
  enterEarly(): Promise<DrillView>;
}

export function drillCommands(drillId: string, adopt: (view: DrillView) => void): DrillCommands {
  const path = (rest: string): string => drillPath(drillId, rest);
  const adopting = async (answer: Promise<DrillView>): Promise<DrillView> => {
    const view = await answer;
    adopt(view);
    return view;
  };
  const post = (rest: string, body?: unknown): Promise<DrillView> => adopting(api.post<DrillView>(path(rest), body));
  const remove = (rest: string): Promise<DrillView> => adopting(api.delete<DrillView>(path(rest)));
  return {
    start: () => post('/start'),
    acknowledge: () => post('/acknowledge'),
    clock: (command) => post('/clock', command),
    viewed: (what) => api.post<void>(path('/viewed'), { what }),
    pin: (request) => post('/pins', request),
    unpin: (pinId) => remove(`/pins/${encodeURIComponent(pinId)}`),
    addTimeline: (request) => post('/timeline', request),
    removeTimeline: (entryId) => remove(`/timeline/${encodeURIComponent(entryId)}`),
    saveDraft: (hypothesis) => adopting(api.put<DrillView>(path('/hypothesis'), hypothesis)),
    lock: () => post('/hypothesis/lock'),
    checkPrediction: (predictionId) => post('/predictions/check', { predictionId }),
    judgePrediction: (predictionId, verdict) => post('/predictions/verdict', { predictionId, verdict }),
    contradiction: (found, note) => post('/contradiction', { found, note }),
    submit: () => post('/submit'),
    act: (action) => post('/actions', action),
    verifyRecovery: (note) => post('/recovery', { note }),
    end: () => post('/end'),
    felt: (text) => post('/felt', { text }),
    hint: (number) => post('/hints', { number }),
    enterEarly: () => post('/code/enter'),
  };
}
