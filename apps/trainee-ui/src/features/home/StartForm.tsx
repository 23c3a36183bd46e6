import type { Mode } from '@firedrill/protocol';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { createDrill, useCatalog } from '../../data/home.ts';
import { CatalogList } from './CatalogList.tsx';
import { TimeBoxes } from './TimeBoxes.tsx';
import { useForm } from './useForm.tsx';

const modeHelp: Readonly<Record<Mode, string>> = {
  guided: 'The code opens once a complete hypothesis is locked.',
  open: 'The code is always open. Reading it before you have a hypothesis costs points.',
};

export function StartForm(props: { readonly name: string; readonly onName: (name: string) => void }): ReactNode {
  const { name, onName } = props;
  const catalog = useCatalog();
  const navigate = useNavigate();
  const form = useForm(['name', 'teamName']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>('guided');
  const [timeBoxes, setTimeBoxes] = useState(true);
  const [teamName, setTeamName] = useState('');
  const catalogId = chosen ?? catalog.data?.[0]?.id;

  const submit = (): void =>
    form.submit(async () => {
      if (catalogId === undefined) return;
      const team = teamName.trim();
      const seat = await createDrill({ catalogId, mode, timeBoxes, name, ...(team === '' ? {} : { teamName: team }) });
      void navigate(`/drill/${encodeURIComponent(seat.drillId)}`);
    });

  return (
    <section aria-labelledby="start-title">
      <h2 id="start-title">Start a drill</h2>
      {catalog.isPending ? <Waiting label="Loading the drills" lines={3} /> : null}
      {catalog.isError ? (
        <Failure
          title="The list of drills could not be loaded."
          error={catalog.error}
          onRetry={() => void catalog.refetch()}
        />
      ) : null}
      {catalog.data?.length === 0 ? (
        <Notice title="There is no drill to start yet.">Ask whoever runs this server to add one.</Notice>
      ) : null}
      {catalog.data !== undefined && catalog.data.length > 0 ? (
        <form
          className="fd-stack"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <CatalogList entries={catalog.data} value={catalogId ?? ''} onChange={setChosen} />
          <div className="fd-stack" style={{ gap: 4 }}>
            <SegmentedControl
              aria-label="Mode"
              value={mode}
              onChange={(value) => setMode(value === 'open' ? 'open' : 'guided')}
              data={[
                { value: 'guided', label: 'Guided' },
                { value: 'open', label: 'Open' },
              ]}
              style={{ alignSelf: 'flex-start' }}
            />
            <span className="fd-dim">{modeHelp[mode]}</span>
          </div>
          <TimeBoxes on={timeBoxes} onChange={setTimeBoxes} />
          <div className="fd-home-names">
            <TextInput
              label="Your name"
              value={name}
              maxLength={60}
              autoComplete="nickname"
              error={form.errorOf('name')}
              onChange={(event) => onName(event.target.value)}
            />
            <TextInput
              label="Team (if you like)"
              value={teamName}
              maxLength={60}
              error={form.errorOf('teamName')}
              onChange={(event) => setTeamName(event.target.value)}
            />
          </div>
          {form.otherError}
          <Button type="submit" size="sm" loading={form.busy} style={{ alignSelf: 'flex-start' }}>
            Start
          </Button>
        </form>
      ) : null}
    </section>
  );
}
