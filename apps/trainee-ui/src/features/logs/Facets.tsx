import type { LogFacetsResult } from '@firedrill/protocol';
import { ActionIcon } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CrossIcon } from '../../components/icons.tsx';
import { significant } from '../../model/format.ts';
import { valuePart, withPart } from './model/chips.ts';
import type { LogQuery } from './useLogQuery.ts';

const firstShown = 6;

/** Values of labels and fields with counts; a click keeps one, the cross drops it. */
export function Facets(props: { readonly facets: LogFacetsResult['facets']; readonly query: LogQuery }): ReactNode {
  return (
    <div className="fd-facets">
      {props.facets.map((facet) => (
        <Facet
          key={`${facet.kind} ${facet.name}`}
          facet={facet}
          query={props.query}
          twice={props.facets.filter((other) => other.name === facet.name).length > 1}
        />
      ))}
    </div>
  );
}

function Facet(props: {
  readonly facet: LogFacetsResult['facets'][number];
  readonly query: LogQuery;
  /** A label and a field have this name. */
  readonly twice: boolean;
}): ReactNode {
  const { facet, query } = props;
  const [all, setAll] = useState(false);
  const values = all ? facet.values : facet.values.slice(0, firstShown);
  const add = (value: string, keep: boolean): void =>
    query.change((parts) => withPart(parts, valuePart(facet.kind, facet.name, value, keep)));
  return (
    <div className="fd-facet">
      <h3>
        {facet.name}
        {props.twice ? <span className="fd-tag">{facet.kind}</span> : null}
      </h3>
      <ul className="fd-plain">
        {values.map(({ value, count }) => (
          <li key={value}>
            <button type="button" title={`Only ${facet.name} ${value}`} onClick={() => add(value, true)}>
              <span className="fd-truncate fd-end">
                <bdi>{value === '' ? '(empty)' : value}</bdi>
              </span>
              <span className="fd-dim">{significant(count)}</span>
            </button>
            <ActionIcon
              variant="subtle"
              size={18}
              aria-label={`Without ${facet.name} ${value}`}
              title={`Without ${value}`}
              onClick={() => add(value, false)}
            >
              <CrossIcon />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {facet.values.length > firstShown ? (
        <button type="button" className="fd-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : `${facet.values.length - firstShown} more`}
        </button>
      ) : null}
    </div>
  );
}
