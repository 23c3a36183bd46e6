import type { EvidenceQuery, TimeWindow } from '@firedrill/protocol';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from './keys.ts';

/** What is run again, and what was seen, in short. */
export interface PinSubject {
  readonly query: EvidenceQuery;
  readonly title: string;
  /** The value to offer with the reading "this one", such as a route. */
  readonly suggestedValue?: string;
}

/** Something that can be pinned over a window. */
export interface PinTarget extends PinSubject {
  readonly window: TimeWindow;
  /** Several series are shown and none has focus: who pins says which one was read. */
  readonly oneOf?: readonly (PinSubject & { readonly label: string })[];
}

interface PinBoard {
  register(owner: object, target: PinTarget | null): void;
  open(target: PinTarget): void;
}

const BoardContext = createContext<PinBoard | null>(null);

/** Holds what has focus and opens the dialog for it. `dialog` gets the target being pinned. */
export function PinProvider(props: {
  readonly children: ReactNode;
  readonly dialog: (target: PinTarget | null, close: () => void) => ReactNode;
  readonly onNothing?: () => void;
}): ReactNode {
  const [target, setTarget] = useState<PinTarget | null>(null);
  // Insertion order is the order of focus: the last one registered is what `p` pins.
  const registered = useRef(new Map<object, PinTarget>());
  const board = useMemo<PinBoard>(
    () => ({
      register(owner, next) {
        registered.current.delete(owner);
        if (next !== null) registered.current.set(owner, next);
      },
      open: setTarget,
    }),
    [],
  );
  const pinFocused = (): void => {
    const last = [...registered.current.values()].at(-1);
    if (last) setTarget(last);
    else props.onNothing?.();
  };
  useKeys({ p: pinFocused, 'alt+p': pinFocused });
  return (
    <BoardContext value={board}>
      {props.children}
      {props.dialog(target, () => setTarget(null))}
    </BoardContext>
  );
}

function useBoard(): PinBoard {
  const board = useContext(BoardContext);
  if (board === null) throw new Error('pins need a PinProvider above them');
  return board;
}

/** Registers what has focus here, for the key `p`; null when nothing has. The last one registered anywhere wins. */
export function usePinTarget(target: PinTarget | null): void {
  const board = useBoard();
  const owner = useRef({});
  const key = target === null ? '' : JSON.stringify(target);
  const latest = useRef(target);
  useEffect(() => {
    latest.current = target;
  });
  // The key stands for the target, so that an equal one drawn anew does not take the focus from another.
  useEffect(() => {
    board.register(owner.current, key === '' ? null : latest.current);
    const held = owner.current;
    return () => board.register(held, null);
  }, [board, key]);
}

/** Opens the pin dialog for a target. */
export const usePin = (): ((target: PinTarget) => void) => useBoard().open;
