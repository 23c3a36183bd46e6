/** Every kind of run on every scenario, through the command that authors use; with few who act by chance. */
import { describe, expect, it } from 'vitest';
import { firedrill } from '../support/cli.ts';

describe.skipIf(process.env.FIREDRILL_TEST_ALL !== '1')('archetypes', () => {
  it('stand in the order that any honest rubric gives, and pass who should', async () => {
    const { code, stdout, stderr } = await firedrill(['archetypes', '--agents', '50']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(lines.at(-1), stderr).toMatch(/^\d+ passed, 0 failed$/);
    expect(code).toBe(0);
  }, 3_600_000);
});
