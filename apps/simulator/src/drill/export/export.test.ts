import type { Debrief } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { exported } from './index.ts';

const debrief: Debrief = {
  title: 'Slow shop',
  rubricVersion: '1',
  rubricVersions: ['1'],
  timeBoxes: true,
  total: 61.25,
  max: 100,
  lines: [{ dim: 'D1', rule: 'order', max: 9, got: 9, why: 'before | code', because: [4], missed: 'nothing' }],
  gates: [],
  passed: true,
  assisted: false,
  slots: [],
  narrowing: {
    rivals: 7,
    steps: [{ seq: 3, workMs: 61_000, incidentMs: 0, what: 'pin', text: 'pinned <p95>', left: 3, tag: 'splitting' }],
  },
  detectors: [{ id: 'stall', found: false, why: 'not seen', because: [] }],
  pitfalls: [{ id: 'code-first', state: 'avoided', why: 'data first', because: [] }],
  marks: [],
  rivals: [
    {
      title: 'Row locks',
      component: 'postgres',
      mechanism: 'row-lock-contention',
      summary: '',
      ruledOutBy: [],
      toldApartBy: [],
    },
  ],
  emit: ['the age of connections'],
  felt: [{ seq: 9, author: 'Ana <script>', text: 'tense\n# not a title' }],
  solution: [],
  habit: { text: 'Lock first.', gain: 3, because: [] },
  truth: {
    summary: 'It was a query.',
    onsetMs: 0,
    component: 'order-service',
    mechanism: 'slow-query',
    story: [],
    lesson: 'Look.',
  },
  commit: null,
  walk: null,
  deeds: [],
  pins: [],
  predictions: [],
  actions: [],
  course: [],
};

describe('a debrief as a file', () => {
  it('is one HTML file that runs nothing and fetches nothing, whatever people wrote', () => {
    const { text, contentType, name } = exported(debrief, 'Team <b>', 'html');
    expect([contentType, name]).toEqual(['text/html; charset=utf-8', 'debrief-slow-shop.html']);
    expect(text).toContain('Ana &lt;script&gt;: tense');
    expect(text).not.toMatch(/<script|<b>|https?:|src=|@import|url\(/);
  });

  it('is Markdown whose tables and titles stay what they are', () => {
    const { text } = exported(debrief, 'Team', 'markdown');
    expect(text).toContain('| Order: order | 9 | 9 | before \\| code | nothing |');
    expect(text).toContain('- Ana <script>: tense # not a title');
    expect(text.match(/^#+ .*$/gm)?.slice(0, 3)).toEqual([
      '# Slow shop',
      '## How it felt',
      '## How the explanations became fewer',
    ]);
    expect(text).toContain('none of your evidence speaks against it');
    expect(text).not.toContain('stall');
  });

  it('is JSON that reads back as it was', () => {
    expect(JSON.parse(exported(debrief, 'Team', 'json').text)).toEqual(debrief);
  });
});
