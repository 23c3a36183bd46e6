import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useAsk } from '../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../data/drill.tsx';
import { useKeys } from '../model/keys.ts';
import { paneByDigit, panePath } from '../model/links.ts';
import { panes } from '../model/panes.ts';
import { useTimeWindow } from '../model/window.ts';
import { KeysOverlay } from './KeysOverlay.tsx';
import { onOpenPalette } from './palette.ts';

const Palette = lazy(() => import('./Palette.tsx').then((module) => ({ default: module.Palette })));

/** Keys that work everywhere in a drill. */
export function Shortcuts(props: { readonly onNotebook: () => void }): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const shared = useTimeWindow();
  const [helpOpen, setHelpOpen] = useState(false);
  const [paletteAsked, setPaletteAsked] = useState(0);
  useEffect(() => onOpenPalette(() => setPaletteAsked((count) => count + 1)), []);
  const openers = Object.fromEntries(
    panes.map(({ digit }) => [
      digit,
      () => {
        const pane = paneByDigit(digit);
        if (pane) void navigate(panePath(view.id, pane, params));
      },
    ]),
  );
  useKeys({
    ...openers,
    '?': () => setHelpOpen(true),
    n: props.onNotebook,
    '[': shared.back,
    ']': shared.forward,
    'mod+k': () => setPaletteAsked((count) => count + 1),
    '/': focusQuery,
    ' ': () => {
      if (view.phase !== 'running' || pressesButton()) return false;
      return ask.run(() => commands.clock({ op: view.clock.speed === 0 ? 'resume' : 'pause' }));
    },
  });
  return (
    <>
      <KeysOverlay opened={helpOpen} onClose={() => setHelpOpen(false)} />
      {paletteAsked > 0 ? (
        <Suspense fallback={null}>
          <Palette asked={paletteAsked} onKeys={() => setHelpOpen(true)} onNotebook={props.onNotebook} />
        </Suspense>
      ) : null}
    </>
  );
}

/** A pane marks its query field with `data-query`. */
function focusQuery(): void {
  const place = document.querySelector('#pane [data-query]');
  if (!(place instanceof HTMLElement)) return;
  const inner = place.querySelector('[contenteditable="true"], input, textarea');
  (inner instanceof HTMLElement ? inner : place).focus();
}

const pressesButton = (): boolean =>
  document.activeElement !== null &&
  document.activeElement.closest('button, a, [role="button"], [role="tab"]') !== null;
