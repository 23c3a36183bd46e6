import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { joinDrill } from '../../data/home.ts';
import { useForm } from './useForm.tsx';

export function JoinForm(props: {
  readonly code: string;
  readonly first: boolean;
  readonly name: string;
  readonly onName: (name: string) => void;
}): ReactNode {
  const { name, onName } = props;
  const navigate = useNavigate();
  const form = useForm(['code', 'name']);
  const [code, setCode] = useState(props.code);
  const submit = (): void =>
    form.submit(async () => {
      const seat = await joinDrill({ code: code.trim(), name });
      void navigate(`/drill/${encodeURIComponent(seat.drillId)}`);
    });
  return (
    <section aria-labelledby="join-title">
      <h2 id="join-title">Join your team</h2>
      <form
        className="fd-stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label="Code"
          description="Six letters and digits; whoever hosts can read it to you."
          value={code}
          maxLength={12}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          error={form.errorOf('code')}
          classNames={{ input: 'fd-code-input' }}
          onChange={(event) => setCode(event.target.value.toUpperCase())}
        />
        <TextInput
          label="Your name"
          value={name}
          maxLength={60}
          autoComplete="nickname"
          autoFocus={props.first && props.code !== ''}
          error={form.errorOf('name')}
          onChange={(event) => onName(event.target.value)}
        />
        {form.otherError}
        <Button
          type="submit"
          variant={props.first ? 'filled' : 'default'}
          size="sm"
          loading={form.busy}
          style={{ alignSelf: 'flex-start' }}
        >
          Join
        </Button>
      </form>
    </section>
  );
}
