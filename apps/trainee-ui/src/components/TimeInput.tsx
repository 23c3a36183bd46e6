import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { formatTime } from '../model/format.ts';
import { parseTimeOfDay } from '../model/timeInput.ts';

/** A time of day in UTC, with seconds. `onChange` gets epoch ms, or null when the field was emptied. */
export function TimeInput(props: {
  readonly label: string;
  readonly valueMs: number | null;
  /** The day meant is the one nearest to this instant. */
  readonly nearMs: number;
  readonly disabled?: boolean;
  readonly onChange: (timeMs: number | null) => void;
}): ReactNode {
  const shown = props.valueMs === null ? '' : formatTime(props.valueMs);
  const [text, setText] = useState(shown);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setText(shown);
    setWrong(false);
  }, [shown]);
  const commit = (): void => {
    if (text === shown) return;
    const parsed = text.trim() === '' ? null : parseTimeOfDay(text, props.nearMs);
    setWrong(text.trim() !== '' && parsed === null);
    if (text.trim() === '' || parsed !== null) props.onChange(parsed);
    if (parsed !== null) setText(formatTime(parsed));
  };
  return (
    <TextInput
      label={props.label}
      value={text}
      placeholder="hh:mm:ss"
      rightSection={<span className="fd-dim">UTC</span>}
      rightSectionWidth={40}
      disabled={props.disabled ?? false}
      error={wrong ? 'Write it as hh:mm:ss.' : undefined}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          commit();
        }
      }}
    />
  );
}
