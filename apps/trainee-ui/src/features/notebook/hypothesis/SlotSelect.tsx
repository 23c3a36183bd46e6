import type { CatalogueItem } from '@firedrill/protocol';
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { describedBy, optionsOf } from './catalogueOptions.tsx';

/** A value of the catalogue, searched by typing. */
export function SlotSelect(props: {
  readonly label: string;
  readonly items: readonly CatalogueItem[];
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <Select
      label={props.label}
      placeholder="choose"
      data={optionsOf(props.items)}
      renderOption={describedBy(props.items)}
      value={props.value === '' ? null : props.value}
      onChange={(value) => props.onChange(value ?? '')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${props.label}` }}
      disabled={props.disabled}
      nothingFoundMessage="Nothing by that name."
      maxDropdownHeight={280}
    />
  );
}
