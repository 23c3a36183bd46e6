import { type Reading, readingsFor } from '@firedrill/protocol';
import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useAsk } from '../../components/useAsk.ts';
import { useDrillCommands } from '../../data/drill.tsx';
import { formatWindow } from '../../model/format.ts';
import type { PinSubject, PinTarget } from '../../model/pin.tsx';
import { queryText } from '../../model/queryText.ts';
import { modalityLabel } from '../../model/readings.ts';
import { ReadingPicker } from './ReadingPicker.tsx';

/** Asks one thing of what is being pinned: compared with normal, what do you read here? */
export function PinDialog(props: { readonly target: PinTarget | null; readonly onClose: () => void }): ReactNode {
  const { target, onClose } = props;
  return (
    <Modal opened={target !== null} onClose={onClose} title="Pin" size="md">
      {target === null ? null : <PinForm target={target} onClose={onClose} />}
    </Modal>
  );
}

function PinForm(props: { readonly target: PinTarget; readonly onClose: () => void }): ReactNode {
  const { target } = props;
  const commands = useDrillCommands();
  const ask = useAsk();
  const [reading, setReading] = useState<Reading | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const subject: PinSubject | null =
    target.oneOf === undefined ? target : chosen === null ? null : (target.oneOf[chosen] ?? null);
  const [said, setSaid] = useState<string | null>(null);
  const value = said ?? subject?.suggestedValue ?? '';
  const [note, setNote] = useState('');
  const { query } = subject ?? target;
  const fitting = readingsFor(query);
  const ready = subject !== null && reading !== null && fitting.includes(reading);

  const save = async (): Promise<void> => {
    if (!ready) return;
    const request = {
      query,
      window: target.window,
      title: subject.title.slice(0, 300),
      reading,
      note,
      ...(reading === 'which' && value.trim() !== '' ? { value: value.trim() } : {}),
    };
    if (await ask.run(() => commands.pin(request))) props.onClose();
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  return (
    <form
      className="fd-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {/* Focus begins here and not on a reading, so that none is favoured. */}
      <div className="fd-pin-what" tabIndex={-1} data-autofocus>
        <strong>{subject?.title ?? target.title}</strong>
        <div className="fd-dim">
          {modalityLabel[query.modality]}, {formatWindow(target.window.fromMs, target.window.toMs)}
        </div>
        <code className="fd-mono fd-dim">{queryText(query)}</code>
      </div>
      {target.oneOf === undefined ? null : (
        <Select
          label="Which series do you read?"
          placeholder="choose"
          data={target.oneOf.map(({ label }, index) => ({ value: String(index), label }))}
          value={chosen === null ? null : String(chosen)}
          onChange={(picked) => setChosen(picked === null ? null : Number(picked))}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No series by that name."
        />
      )}
      <ReadingPicker
        label="Compared with normal, what do you read here?"
        value={reading}
        onChange={setReading}
        fitting={fitting}
        digits
      />
      {reading === 'which' ? (
        <TextInput label="Which one" value={value} maxLength={300} onChange={(event) => setSaid(event.target.value)} />
      ) : null}
      <Textarea
        label="Note (if you like)"
        value={note}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="fd-row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!ready} loading={ask.busy}>
          Pin
        </Button>
      </div>
    </form>
  );
}
