import { expect, it } from 'vitest';
import { oneEach } from './MetricList.tsx';

it('lists a histogram once and leaves counters that look like parts alone', () => {
  const metric = (name: string, type: string) => ({ name, type, help: '' });
  const listed = oneEach([
    metric('a_seconds_bucket', 'histogram'),
    metric('a_seconds_sum', 'histogram'),
    metric('a_seconds_count', 'histogram'),
    metric('job_count', 'gauge'),
  ]);
  expect(listed.map(({ name }) => name)).toEqual(['a_seconds', 'job_count']);
});
