import type { Mode, QuickMaking, Seat } from '@firedrill/protocol';
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../components/Failure.tsx';
import { Waiting } from '../../../components/Waiting.tsx';
import { makeQuickDrill, useQuickCauses } from '../../../data/home.ts';
import { TimeBoxes } from '../TimeBoxes.tsx';
import { useForm } from '../useForm.tsx';
import { Chosen } from './Chosen.tsx';
import { Made } from './Made.tsx';
import { Making } from './Making.tsx';

const chance = '';

/** For hosts: something breaks in the next meeting, and nobody has to write it. */
export function QuickDrill(props: { readonly name: string; readonly onName: (name: string) => void }): ReactNode {
  const causes = useQuickCauses();
  const [causeId, setCauseId] = useState(chance);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [at, setAt] = useState('');
  const [seed, setSeed] = useState('');
  const [teamName, setTeamName] = useState('');
  const [mode, setMode] = useState<Mode>('guided');
  const [timeBoxes, setTimeBoxes] = useState(true);
  const [making, setMaking] = useState<QuickMaking | null>(null);
  const [made, setMade] = useState<{ readonly seat: Seat; readonly joinCode: string } | null>(null);
  const cause = causes.data?.find(({ id }) => id === causeId);
  const parameterFields = (cause?.parameters ?? []).map(({ name }) => `with.${name}`);
  const form = useForm(['cause', 'with', 'at', 'seed', 'name', 'teamName', ...parameterFields]);

  const submit = (): void =>
    form.submit(async () => {
      const chosen = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
      try {
        const request = {
          name: props.name,
          mode,
          timeBoxes,
          ...(cause ? { cause: cause.id, with: chosen } : {}),
          ...(at.trim() === '' ? {} : { at: at.trim() }),
          ...(seed.trim() === '' ? {} : { seed: Number(seed) }),
          ...(teamName.trim() === '' ? {} : { teamName: teamName.trim() }),
        };
        setMade(await makeQuickDrill(request, setMaking));
      } finally {
        setMaking(null);
      }
    });

  return (
    <section aria-labelledby="quick-title">
      <h2 id="quick-title">Quick drill</h2>
      <p className="fd-dim fd-quick-intro">
        For hosts: break something in a meeting. What you leave to chance you do not learn either, so you can play too.
      </p>
      {causes.isPending ? <Waiting label="Loading what can break" lines={2} /> : null}
      {causes.isError ? (
        <Failure
          title="What can break could not be loaded. A restart of the server prints a new host link."
          error={causes.error}
          onRetry={() => void causes.refetch()}
        />
      ) : null}
      {made === null ? null : <Made {...made} onAnother={() => setMade(null)} />}
      {making === null ? null : <Making making={making} />}
      {causes.data === undefined || made !== null || making !== null ? null : (
        <form
          className="fd-stack"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <div className="fd-home-names">
            <Select
              label="What breaks"
              value={causeId}
              allowDeselect={false}
              searchable
              data={[
                { value: chance, label: 'Let chance pick' },
                ...causes.data.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              error={form.errorOf('cause')}
              onChange={(value) => {
                setCauseId(value ?? chance);
                setValues({});
              }}
            />
            <TextInput
              label="When, UTC"
              placeholder="HH:MM, or chance picks"
              value={at}
              maxLength={5}
              autoComplete="off"
              error={form.errorOf('at')}
              onChange={(event) => setAt(event.target.value)}
            />
            <TextInput
              label="Seed"
              placeholder="or chance picks"
              value={seed}
              maxLength={10}
              inputMode="numeric"
              autoComplete="off"
              error={form.errorOf('seed')}
              onChange={(event) => setSeed(event.target.value)}
            />
          </div>
          {cause === undefined ? null : (
            <Chosen cause={cause} values={values} onChange={setValues} errorOf={form.errorOf} />
          )}
          <div className="fd-home-names">
            <TextInput
              label="Your name"
              value={props.name}
              maxLength={60}
              error={form.errorOf('name')}
              onChange={(event) => props.onName(event.target.value)}
            />
            <TextInput
              label="Team (if you like)"
              value={teamName}
              maxLength={60}
              error={form.errorOf('teamName')}
              onChange={(event) => setTeamName(event.target.value)}
            />
          </div>
          <SegmentedControl
            aria-label="Mode of the quick drill"
            value={mode}
            onChange={(value) => setMode(value === 'open' ? 'open' : 'guided')}
            data={[
              { value: 'guided', label: 'Guided' },
              { value: 'open', label: 'Open' },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
          <TimeBoxes on={timeBoxes} onChange={setTimeBoxes} />
          {form.otherError}
          <Button type="submit" size="sm" loading={form.busy} style={{ alignSelf: 'flex-start' }}>
            Make it
          </Button>
        </form>
      )}
    </section>
  );
}
