import type { Pin } from '@firedrill/protocol';
import { Button, Checkbox, Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { readingLabel } from '../../../model/readings.ts';
import { pinDragType, pinNames } from '../pinNames.ts';

/** The pins cited for one thing: chips, a list to choose from, and a place to drop a dragged pin. */
export function CitePins(props: {
  readonly what: string;
  readonly pins: readonly Pin[];
  readonly cited: readonly string[];
  readonly disabled: boolean;
  readonly onToggle: (pinId: string) => void;
}): ReactNode {
  const [over, setOver] = useState(false);
  const names = pinNames(props.pins);
  const cited = props.cited.filter((id) => names.has(id));
  return (
    <fieldset
      className="fd-cite"
      aria-label={`Evidence for ${props.what}`}
      data-over={over}
      onDragOver={(event) => {
        if (props.disabled || !event.dataTransfer.types.includes(pinDragType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const id = event.dataTransfer.getData(pinDragType);
        if (id !== '' && !props.cited.includes(id)) props.onToggle(id);
      }}
    >
      {cited.map((id) => (
        <button
          key={id}
          type="button"
          className="fd-cite-chip"
          disabled={props.disabled}
          aria-label={`Stop citing ${names.get(id)} for ${props.what}`}
          title={props.pins.find((pin) => pin.id === id)?.title}
          onClick={() => props.onToggle(id)}
        >
          {names.get(id)}
        </button>
      ))}
      {props.disabled ? null : (
        <Popover position="bottom-start" shadow="md" withinPortal trapFocus>
          <Popover.Target>
            <Button variant="subtle" size="compact-xs" aria-label={`Cite evidence for ${props.what}`}>
              {cited.length === 0 ? 'cite evidence' : 'cite'}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={`Evidence for ${props.what}`}>
            {props.pins.length === 0 ? (
              <span className="fd-dim">Pin something first (p).</span>
            ) : (
              <div className="fd-stack" style={{ maxWidth: 320 }}>
                {props.pins.map((pin) => (
                  <Checkbox
                    key={pin.id}
                    checked={props.cited.includes(pin.id)}
                    onChange={() => props.onToggle(pin.id)}
                    label={`${names.get(pin.id)} ${pin.title}: ${readingLabel(pin.reading)}`}
                  />
                ))}
              </div>
            )}
          </Popover.Dropdown>
        </Popover>
      )}
    </fieldset>
  );
}
