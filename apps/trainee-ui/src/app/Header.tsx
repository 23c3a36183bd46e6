import { ActionIcon, Button, Kbd, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { MoonIcon, NotebookIcon, SearchIcon, SunIcon } from '../components/icons.tsx';
import { useConnected, useDrill } from '../data/drill.tsx';
import { Clock } from './Clock.tsx';
import { PhaseBoxes } from './PhaseBoxes.tsx';
import { Presence } from './Presence.tsx';
import { openPalette } from './palette.ts';

export function Header(props: { readonly onNotebook: () => void }): ReactNode {
  const view = useDrill();
  const connected = useConnected();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('dark') === 'dark';
  return (
    <header className="fd-header">
      <Link to="/" className="fd-brand">
        Firedrill
      </Link>
      <h1 className="fd-title fd-truncate">{view.title}</h1>
      <Clock />
      {view.phase === 'ended' ? <span className="fd-dim">ended</span> : <PhaseBoxes />}
      {connected ? null : (
        <span className="fd-warn fd-late" role="status">
          Reconnecting ...
        </span>
      )}
      <span className="fd-header-rest">
        <Presence members={view.members} />
        <Button
          variant="default"
          size="compact-xs"
          className="fd-palette-button"
          leftSection={<SearchIcon size={12} />}
          rightSection={<Kbd size="xs">Ctrl K</Kbd>}
          onClick={openPalette}
        >
          Go to
        </Button>
        <Tooltip label={dark ? 'Light colours' : 'Dark colours'}>
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={dark ? 'Use light colours' : 'Use dark colours'}
            onClick={() => setColorScheme(dark ? 'light' : 'dark')}
          >
            {dark ? <SunIcon /> : <MoonIcon />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Notebook (n)">
          <ActionIcon variant="subtle" size="sm" aria-label="Show or hide the notebook" onClick={props.onNotebook}>
            <NotebookIcon />
          </ActionIcon>
        </Tooltip>
      </span>
    </header>
  );
}
