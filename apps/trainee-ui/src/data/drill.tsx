import { type DrillView, drillPath } from '@firedrill/protocol';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { api } from './api.ts';
import { type DrillCommands, drillCommands } from './commands.ts';
import { ApiError } from './errors.ts';
import { playAgain } from './playing.ts';
import { readSeat } from './seat.ts';
import { connectSocket, type DrillSocket } from './socket.ts';

interface DrillContext {
  readonly view: DrillView;
  readonly commands: DrillCommands;
  /** Server's wall clock minus this machine's, ms. */
  readonly clockOffsetMs: number;
  readonly socket: DrillSocket | null;
}

const ViewContext = createContext<DrillContext | null>(null);
const ConnectedContext = createContext(false);

/** The newer of two views of one drill; the same sequence may still carry newer progress or presence. */
export const newerView = (held: DrillView | null, came: DrillView): DrillView =>
  held !== null &&
  held.id === came.id &&
  (came.seq < held.seq || (came.seq === held.seq && came.serverMs < held.serverMs))
    ? held
    : came;

interface Held {
  readonly view: DrillView;
  readonly clockOffsetMs: number;
}

const adopting =
  (came: DrillView) =>
  (held: Held | null): Held => {
    const view = newerView(held?.view ?? null, came);
    return held !== null && view === held.view ? held : { view, clockOffsetMs: came.serverMs - Date.now() };
  };

/** Loads a drill by REST, then follows it by socket. `waiting` shows until it is known, `failed` when it is refused. */
export function DrillProvider(props: {
  readonly drillId: string;
  readonly children: ReactNode;
  readonly waiting?: ReactNode;
  readonly failed?: (error: ApiError) => ReactNode;
}): ReactNode {
  const { drillId } = props;
  const [held, setHeld] = useState<Held | null>(null);
  const [connected, setConnected] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [socket, setSocket] = useState<DrillSocket | null>(null);
  const commands = useMemo(() => drillCommands(drillId, (view) => setHeld(adopting(view))), [drillId]);

  useEffect(() => {
    const abort = new AbortController();
    setHeld(null);
    setError(null);
    const fail = (thrown: unknown): void => {
      if (!(thrown instanceof ApiError)) return;
      if (thrown.status !== 401 || !playAgain()) setError(thrown);
    };
    const load = (): void => {
      api
        .get<DrillView>(drillPath(drillId), { signal: abort.signal })
        .then((view) => {
          setError(null);
          setHeld(adopting(view));
        })
        .catch(fail);
    };
    load();
    const seat = readSeat(drillId);
    if (seat === null) return () => abort.abort();
    const opened = connectSocket(seat.token);
    const connecting = setTimeout(() => opened.connect());
    setSocket(opened);
    opened.on('connect', () => setConnected(true));
    opened.on('disconnect', () => setConnected(false));
    opened.on('drill.state', (view) => {
      if (view.id !== drillId) return;
      setError(null);
      setHeld(adopting(view));
    });
    opened.on('seat.refused', (message) => fail(new ApiError('unauthorized', message, 401)));
    return () => {
      abort.abort();
      clearTimeout(connecting);
      opened.close();
      setSocket(null);
      setConnected(false);
    };
  }, [drillId]);

  const value = useMemo(() => (held === null ? null : { ...held, commands, socket }), [held, commands, socket]);
  if (error !== null && (value === null || error.status === 401)) return props.failed?.(error) ?? null;
  if (value === null) return props.waiting ?? null;
  return (
    <ConnectedContext value={connected}>
      <ViewContext value={value}>{props.children}</ViewContext>
    </ConnectedContext>
  );
}

export function useDrillContext(): DrillContext {
  const value = useContext(ViewContext);
  if (value === null) throw new Error('useDrill needs a DrillProvider above it');
  return value;
}

/** The latest view of the drill. */
export const useDrill = (): DrillView => useDrillContext().view;

/** False while the socket is away; the view may then be old. */
export const useConnected = (): boolean => useContext(ConnectedContext);

export const useDrillCommands = (): DrillCommands => useDrillContext().commands;
