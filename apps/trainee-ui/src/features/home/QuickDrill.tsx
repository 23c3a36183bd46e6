import type { QuickCause } from '@firedrill/protocol';
import { Button, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { createQuickDrill, useQuickCauses } from '../../data/home.ts';
import { useForm } from './useForm.tsx';

const chance = '';

/** For hosts: something breaks in the next meeting, and nobody has to write it. */
export function QuickDrill(props: { readonly name: string; readonly onName: (name: string) => void }): ReactNode {
  const causes = useQuickCauses();
  const navigate = useNavigate();
  const form = useForm(['cause', 'at', 'name']);
  const [causeId, setCauseId] = useState(chance);
  const [at, setAt] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const cause = causes.data?.find(({ id }) => id === causeId);

  const submit = (): void =>
    form.submit(async () => {
      const seat = await createQuickDrill({
        name: props.name,
        ...(cause ? { cause: cause.id, with: { ...cause.parameters, ...values } } : {}),
        ...(at.trim() === '' ? {} : { at: at.trim() }),
      });
      void navigate(`/drill/${encodeURIComponent(seat.drillId)}`);
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
      {causes.data === undefined ? null : (
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
              label="When, UTC (empty: chance picks)"
              placeholder="HH:MM"
              value={at}
              maxLength={5}
              error={form.errorOf('at')}
              onChange={(event) => setAt(event.target.value)}
            />
            <TextInput
              label="Your name"
              value={props.name}
              maxLength={60}
              error={form.errorOf('name')}
              onChange={(event) => props.onName(event.target.value)}
            />
          </div>
          {cause === undefined ? null : <Chosen cause={cause} values={values} onChange={setValues} />}
          {form.otherError}
          <Button type="submit" size="sm" loading={form.busy} style={{ alignSelf: 'flex-start' }}>
            Make it
          </Button>
        </form>
      )}
    </section>
  );
}

function Chosen(props: {
  readonly cause: QuickCause;
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}): ReactNode {
  const { cause, values, onChange } = props;
  const names = Object.keys(cause.parameters);
  return (
    <>
      <p className="fd-dim fd-quick-intro">
        {cause.summary} It acts on {cause.component}.
      </p>
      {names.length === 0 ? null : (
        <div className="fd-home-names">
          {names.map((name) => (
            <TextInput
              key={name}
              label={name}
              value={values[name] ?? String(cause.parameters[name])}
              maxLength={200}
              onChange={(event) => onChange({ ...values, [name]: event.target.value })}
            />
          ))}
        </div>
      )}
    </>
  );
}
