import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';

/** Whether a drill that begins is scored by the clock too. */
export function TimeBoxes(props: { readonly on: boolean; readonly onChange: (on: boolean) => void }): ReactNode {
  return (
    <Switch
      size="xs"
      checked={props.on}
      label="Score the time boxes"
      description="5 of 100 points, for keeping to 35 minutes in five parts. When it is off, the rest is worth 100."
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
