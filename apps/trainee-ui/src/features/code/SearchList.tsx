import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { SearchIcon } from '../../components/icons.tsx';
import { Marked } from '../../components/Marked.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useSearch } from '../../data/code.ts';
import { excerpt } from './excerpt.ts';
import { useCodePlace } from './place.ts';

export function SearchList(): ReactNode {
  const { place, go } = useCodePlace();
  const [text, setText] = useState(place.search);
  return (
    <>
      <form
        data-query
        onSubmit={(event) => {
          event.preventDefault();
          go({ search: text.trim() });
        }}
      >
        <TextInput
          aria-label="Search the code"
          placeholder="text, then Enter"
          leftSection={<SearchIcon size={12} />}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      {place.search.length >= 2 ? (
        <Results text={place.search} />
      ) : (
        <p className="fd-dim fd-code-hint">Two letters at least. Capitals do not matter.</p>
      )}
    </>
  );
}

function Results(props: { readonly text: string }): ReactNode {
  const found = useSearch(props.text);
  const { place, to } = useCodePlace();
  if (found.isPending) return <Waiting label="Searching" />;
  if (found.isError)
    return <Failure title="The search failed." error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data.length === 0)
    return <p className="fd-dim fd-code-hint">Nothing holds "{props.text}". Try a shorter piece of it.</p>;
  return (
    <ol className="fd-plain fd-matches" aria-label={`Lines that hold ${props.text}`}>
      {found.data.map((match) => {
        const shown = excerpt(match, props.text);
        const here = place.file === match.path && place.line === match.line;
        return (
          <li key={`${match.path}:${match.line}`}>
            <Link
              to={to({ file: match.path, line: match.line, commit: null })}
              aria-current={here ? 'location' : undefined}
            >
              <span className="fd-match-path">
                {match.path}:{match.line}
              </span>
              <span className="fd-match-context">{shown.before}</span>
              <span className="fd-match-line">
                <Marked text={shown.text} find={props.text} />
              </span>
              <span className="fd-match-context">{shown.after}</span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
