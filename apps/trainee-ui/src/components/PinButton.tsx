import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { type PinTarget, usePin } from '../model/pin.tsx';
import { PinIcon } from './icons.tsx';

/** Pins the given target on a click. */
export function PinButton(props: { readonly target: PinTarget; readonly label?: string }): ReactNode {
  const pin = usePin();
  return (
    <ActionIcon
      variant="subtle"
      size="sm"
      aria-label={props.label ?? `Pin ${props.target.title}`}
      title="Pin (p)"
      onClick={(event) => {
        event.stopPropagation();
        pin(props.target);
      }}
    >
      <PinIcon />
    </ActionIcon>
  );
}
