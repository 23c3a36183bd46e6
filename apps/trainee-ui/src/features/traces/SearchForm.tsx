import { Button, NumberInput, Select } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { TraceParams } from './useTraceParams.ts';

/** Which traces to look at. Operations are those of the chosen service. */
export function SearchForm(props: {
  readonly params: TraceParams;
  readonly operations: Readonly<Record<string, readonly string[]>>;
}): ReactNode {
  const { params, operations } = props;
  const { filter, set } = params;
  const [min, setMin] = useState<number | string>(filter.minDurationMs ?? '');
  useEffect(() => setMin(filter.minDurationMs ?? ''), [filter.minDurationMs]);
  const services = [
    ...new Set([...Object.keys(operations), ...(filter.service === '' ? [] : [filter.service])]),
  ].sort();
  const known = filter.service === '' ? Object.values(operations).flat() : (operations[filter.service] ?? []);
  const names = [...new Set([...known, ...(filter.operation === '' ? [] : [filter.operation])])].sort();
  const applyMin = (): void => set({ min: typeof min === 'number' && min > 0 ? String(min) : null });
  return (
    <form
      className="fd-trace-form"
      aria-label="Search traces"
      data-query
      onSubmit={(event) => {
        event.preventDefault();
        applyMin();
      }}
    >
      <Select
        label="Service"
        placeholder="any"
        data={services}
        value={filter.service === '' ? null : filter.service}
        onChange={(value) => set({ service: value, op: null })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Any service' }}
        w={168}
      />
      <Select
        label="Operation"
        placeholder="any"
        data={names}
        value={filter.operation === '' ? null : filter.operation}
        onChange={(value) => set({ op: value })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Any operation' }}
        w={220}
      />
      <Select
        label="Status"
        placeholder="any"
        data={[
          { value: 'error', label: 'with an error' },
          { value: 'ok', label: 'without' },
        ]}
        value={filter.status === '' ? null : filter.status}
        onChange={(value) => set({ status: value })}
        clearable
        clearButtonProps={{ 'aria-label': 'Any status' }}
        w={120}
      />
      <NumberInput
        label="At least, ms"
        placeholder="0"
        value={min}
        min={0}
        hideControls
        onChange={setMin}
        onBlur={applyMin}
        w={88}
      />
      <Button type="submit" variant="default">
        Search
      </Button>
    </form>
  );
}
