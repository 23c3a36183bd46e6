import type { CatalogEntry } from '@firedrill/protocol';
import type { ReactNode } from 'react';

const difficulty: Readonly<Record<CatalogEntry['difficulty'], string>> = {
  first: 'first drill',
  medium: 'medium',
  hard: 'hard',
};

export function CatalogList(props: {
  readonly entries: readonly CatalogEntry[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactNode {
  return (
    <fieldset className="fd-catalog">
      <legend className="fd-hidden">Drill</legend>
      {props.entries.map((entry) => (
        <label key={entry.id} data-checked={entry.id === props.value}>
          <input
            type="radio"
            name="catalog"
            checked={entry.id === props.value}
            onChange={() => props.onChange(entry.id)}
          />
          <span className="fd-catalog-title">{entry.title}</span>
          <span className="fd-dim">
            {entry.minutes} min, {difficulty[entry.difficulty]}
          </span>
          <span className="fd-catalog-summary fd-dim">{entry.summary}</span>
        </label>
      ))}
    </fieldset>
  );
}
