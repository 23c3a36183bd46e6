import '@mantine/spotlight/styles.css';
import { components } from '@firedrill/protocol';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { SearchIcon } from '../components/icons.tsx';
import { useAsk } from '../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../data/drill.tsx';
import { evidencePath, panePath } from '../model/links.ts';
import { panes } from '../model/panes.ts';
import { useTimeWindow } from '../model/window.ts';
import { windowPresets } from '../model/windowChoice.ts';

const [store, spotlight] = createSpotlight();

const services = components.filter(({ id }) => id.includes('-') || id === 'postgres' || id === 'redis');

/** Ctrl-K: panes, services, evidence, windows and clocks by name. It opens each time `asked` grows. */
export function Palette(props: {
  readonly asked: number;
  readonly onKeys: () => void;
  readonly onNotebook: () => void;
}): ReactNode {
  const { asked, onKeys, onNotebook } = props;
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { setLive } = useTimeWindow();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);

  const actions = useMemo<SpotlightActionGroupData[]>(() => {
    const go = (path: string) => () => void navigate(path);
    const inService = (service: string): URLSearchParams => {
      const next = new URLSearchParams(params);
      next.set('service', service);
      return next;
    };
    const groups: SpotlightActionGroupData[] = [
      {
        group: 'Panes',
        actions: [
          ...panes.map((pane) => ({
            id: `pane-${pane.id}`,
            label: pane.label,
            onClick: go(panePath(view.id, pane.id, params)),
          })),
          { id: 'notebook', label: 'Notebook', onClick: onNotebook },
          { id: 'keys', label: 'Keys', onClick: onKeys },
        ],
      },
      {
        group: 'Services',
        actions: services.map((service) => ({
          id: `service-${service.id}`,
          label: service.label,
          description: service.help,
          onClick: go(`${panePath(view.id, 'metrics', inService(service.id), true)}&tab=service`),
        })),
      },
      {
        group: 'Evidence',
        actions: view.pins.map((pin) => ({
          id: `pin-${pin.id}`,
          label: pin.title,
          onClick: go(evidencePath(view.id, pin.query, pin.window)),
        })),
      },
      {
        group: 'Time window',
        actions: windowPresets.map((preset) => ({
          id: `window-${preset.label}`,
          label: preset.label === 'all' ? 'All history' : `Last ${preset.label}`,
          onClick: () => setLive(preset.lengthMs),
        })),
      },
      {
        group: 'Clocks',
        actions:
          view.phase === 'running'
            ? [
                {
                  id: 'clock-pause',
                  label: view.clock.speed === 0 ? 'Go on' : 'Pause',
                  onClick: () =>
                    void ask.run(() => commands.clock({ op: view.clock.speed === 0 ? 'resume' : 'pause' })),
                },
                {
                  id: 'clock-skip',
                  label: 'Skip 1 minute ahead',
                  onClick: () => void ask.run(() => commands.clock({ op: 'skip', by: 'minute' })),
                },
              ]
            : [],
      },
    ];
    return groups.filter((group) => group.actions.length > 0);
  }, [view, params, navigate, setLive, ask, commands, onKeys, onNotebook]);

  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Go to' } }}
      nothingFound="Nothing by that name. Try a pane, a service or a pin's title."
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <SearchIcon />,
        placeholder: 'Pane, service, pin, window ...',
        'aria-label': 'Go to',
      }}
    />
  );
}
