import type { CatalogueItem } from '@firedrill/protocol';
import type { ComboboxItem, SelectProps } from '@mantine/core';
import type { ReactNode } from 'react';

export const optionsOf = (items: readonly CatalogueItem[]): ComboboxItem[] =>
  items.map(({ id, label }) => ({ value: id, label }));

/** Each option with its one sentence. */
export const describedBy =
  (items: readonly CatalogueItem[]): NonNullable<SelectProps['renderOption']> =>
  ({ option }): ReactNode => (
    <span>
      {option.label}
      <span className="fd-option-help">{items.find((item) => item.id === option.value)?.help}</span>
    </span>
  );

export const labelOf = (items: readonly CatalogueItem[], id: string): string =>
  items.find((item) => item.id === id)?.label ?? id;
