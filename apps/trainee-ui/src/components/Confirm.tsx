import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** Asks once before something that cannot be taken back. */
export function Confirm(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size="md">
      <div className="fd-stack">
        <div>{props.children}</div>
        <div className="fd-row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button data-autofocus loading={props.busy ?? false} onClick={props.onConfirm}>
            {props.confirmLabel}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
