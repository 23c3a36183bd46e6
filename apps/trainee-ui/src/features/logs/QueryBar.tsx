import { ActionIcon, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { CloseIcon } from '../../components/icons.tsx';
import { ApiError, errorText } from '../../data/errors.ts';
import { chipText, negate, typedPart, withoutPart, withPart } from './model/chips.ts';
import type { LogQuery } from './useLogQuery.ts';

interface Problem {
  readonly from: number;
  readonly message: string;
}

/** What is wrong with the query, from this side or from the server's. */
export function problemOf(query: LogQuery, error: Error | null): Problem | null {
  if (error instanceof ApiError && error.code === 'bad_query') {
    const expected = error.expected === undefined ? '' : ` Expected ${error.expected}.`;
    return { from: error.from ?? 0, message: `${errorText(error)}${expected}` };
  }
  return query.parsed.ok
    ? null
    : { from: query.parsed.error.from, message: `Expected ${query.parsed.error.expected}.` };
}

/** The query as chips or as LogQL: one is made from the other. */
export function QueryBar(props: { readonly query: LogQuery; readonly error: Error | null }): ReactNode {
  const { query } = props;
  const [asText, setAsText] = useState(false);
  const showText = asText || !query.parsed.ok;
  const problem = problemOf(query, props.error);
  return (
    <div className="fd-log-query">
      <SegmentedControl
        aria-label="Form of the query"
        data={[
          { value: 'chips', label: 'Chips', disabled: !query.parsed.ok },
          { value: 'logql', label: 'LogQL' },
        ]}
        value={showText ? 'logql' : 'chips'}
        onChange={(value) => setAsText(value === 'logql')}
      />
      <div className="fd-grow" data-query>
        {showText ? <TextQuery query={query} invalid={problem !== null} /> : <Chips query={query} />}
        {problem === null ? null : (
          <div className="fd-log-problem fd-mono fd-bad" role="alert">
            <span aria-hidden="true">{`${' '.repeat(Math.min(problem.from, 120))}^`}</span>
            <span>
              At character {problem.from + 1}: {problem.message}
            </span>
          </div>
        )}
      </div>
    </div>
  );
}

function TextQuery(props: { readonly query: LogQuery; readonly invalid: boolean }): ReactNode {
  const { query } = props;
  const [typed, setTyped] = useState(query.text);
  useEffect(() => setTyped(query.text), [query.text]);
  return (
    <input
      className="fd-log-input fd-mono"
      aria-label="LogQL"
      aria-invalid={props.invalid}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => typed !== query.text && query.setText(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') query.setText(typed);
        if (event.key === 'Escape') setTyped(query.text);
      }}
    />
  );
}

function Chips(props: { readonly query: LogQuery }): ReactNode {
  const { query } = props;
  const [typed, setTyped] = useState('');
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && typed.trim() !== '') {
      query.change((parts) => withPart(parts, typedPart(typed)));
      setTyped('');
    }
    if (event.key === 'Backspace' && typed === '' && query.parts.length > 0)
      query.change((parts) => withoutPart(parts, query.parts.length - 1));
  };
  return (
    <div className="fd-chips">
      {query.parts.map((part, index) => (
        <span key={chipText(part)} className="fd-chip" data-not={part.op.startsWith('!')}>
          <button
            type="button"
            title="Turn around: keep what it drops"
            aria-label={`${chipText(part)}. Turn around`}
            onClick={() => query.change((parts) => parts.map((held, at) => (at === index ? negate(held) : held)))}
          >
            {chipText(part)}
          </button>
          <ActionIcon
            variant="transparent"
            size={16}
            aria-label={`Remove ${chipText(part)}`}
            onClick={() => query.change((parts) => withoutPart(parts, index))}
          >
            <CloseIcon />
          </ActionIcon>
        </span>
      ))}
      <input
        aria-label="Add a filter"
        placeholder={query.parts.length === 0 ? 'Text to find, or level=error, then Enter' : 'Add text or name=value'}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKey}
      />
    </div>
  );
}
