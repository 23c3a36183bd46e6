import { Kbd, Modal, Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { keymap } from '../model/keymap.ts';
import { setSingleKeysOff, singleKeysOff } from '../model/keys.ts';

export function KeysOverlay(props: { readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const [off, setOff] = useState(singleKeysOff);
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Keys" size="lg">
      <div className="fd-keys">
        {keymap.map((group) => (
          <section key={group.group}>
            <h2 className="fd-label">{group.group}</h2>
            <dl>
              {group.keys.map((entry) => (
                <div key={entry.keys}>
                  <dt>
                    <Kbd size="xs">{entry.keys}</Kbd>
                  </dt>
                  <dd>{entry.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="md"
        label="Keys without Ctrl or Alt are on"
        checked={!off}
        onChange={(event) => {
          setSingleKeysOff(!event.currentTarget.checked);
          setOff(!event.currentTarget.checked);
        }}
      />
    </Modal>
  );
}
