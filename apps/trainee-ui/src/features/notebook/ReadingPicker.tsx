import type { Reading } from '@firedrill/protocol';
import { type ReactNode, useEffect, useId } from 'react';
import { isTyping } from '../../model/keys.ts';
import { readings } from '../../model/readings.ts';
import './readings.css';

/** One of the readings; with `digits`, also by the keys 1 to 6. */
export function ReadingPicker(props: {
  readonly label: string;
  readonly value: Reading | null;
  readonly onChange: (reading: Reading) => void;
  /** What can be read of this kind of evidence at all. */
  readonly fitting: readonly Reading[];
  readonly digits?: boolean;
}): ReactNode {
  const name = useId();
  const { onChange, digits, fitting } = props;
  useEffect(() => {
    if (!digits) return;
    const onKey = (event: KeyboardEvent): void => {
      const reading = readings[Number(event.key) - 1];
      if (reading === undefined || !fitting.includes(reading.value)) return;
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onChange(reading.value);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [digits, onChange, fitting]);
  return (
    <fieldset className="fd-readings">
      <legend>{props.label}</legend>
      {readings.map((reading, index) => (
        <label key={reading.value} title={reading.help} data-checked={props.value === reading.value}>
          <input
            type="radio"
            name={name}
            value={reading.value}
            checked={props.value === reading.value}
            disabled={!fitting.includes(reading.value)}
            onChange={() => onChange(reading.value)}
          />
          {digits ? <span aria-hidden="true">{index + 1}</span> : null}
          {reading.label}
        </label>
      ))}
    </fieldset>
  );
}
