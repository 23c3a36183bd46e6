import type { Comparison, Debrief } from '@firedrill/protocol';
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
  gates: [{ id: 'contradiction-check', met: false, why: 'No last look.', because: [] }],
  passed: true,
  assisted: false,
  slots: [
    { slot: 'mechanism', said: 'slow-query', credit: 1 },
    { slot: 'trigger', said: null, credit: 0 },
  ],
  narrowing: {
    rivals: 7,
    steps: [{ seq: 3, workMs: 61_000, incidentMs: 0, what: 'pin', text: 'pinned <p95>', left: 3, tag: 'splitting' }],
  },
  detectors: [{ id: 'stall', found: false, why: 'not seen', because: [] }],
  pitfalls: [{ id: 'code-first', state: 'avoided', why: 'data first', because: [] }],
  marks: [
    { id: 'encounter', seq: 3, workMs: 61_000 },
    { id: 'exonerate', seq: null, workMs: null },
  ],
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
  predictions: [
    {
      seq: 5,
      text: 'locks pile up',
      outcome: 'higher',
      came: 'same',
      verdict: 'failed',
      follows: true,
      sharpness: 0.625,
      check: { seq: 6, found: '2', said: 'failed' },
    },
  ],
  actions: [],
  course: Array.from({ length: 12 }, (_, minute) => ({
    atMs: minute * 60_000,
    p95Ms: minute === 3 ? Number.NaN : 100 * minute,
    errorPercent: minute / 4,
  })),
};

const closed: Comparison = { open: false, teams: [], pending: 0, unreadable: 0 };
const open: Comparison = {
  ...closed,
  open: true,
  teams: [
    {
      teamName: 'Others | <i>',
      own: false,
      rubricVersion: '1',
      timeBoxes: false,
      total: 71.5,
      passed: true,
      dimensions: [{ dim: 'D1', got: 9, max: 9 }],
      lockedMs: 125_000,
      left: 2,
      rivals: 7,
    },
  ],
};

describe('a debrief as a file', () => {
  it('is one HTML file that runs nothing and fetches nothing, whatever people wrote', () => {
    const { text, contentType, name } = exported(debrief, 'Team <b>', open, 'html');
    expect([contentType, name]).toEqual(['text/html; charset=utf-8', 'debrief-slow-shop.html']);
    expect(text).toContain('Ana &lt;script&gt;: tense');
    expect(text).not.toMatch(/<script|<b>|<i>|https?:|src=|@import|url\(/);
  });

  it('draws the incident and how the explanations became fewer, also for a printer', () => {
    const { text } = exported(debrief, 'Team', closed, 'html');
    const charts = text.match(/<svg .*?<\/svg>/g) ?? [];
    expect(charts.map((chart) => /aria-label="(.*?)"/.exec(chart)?.[1])).toEqual([
      'p95, ms',
      'errors, %',
      'other explanations left, after each look and pin',
    ]);
    for (const chart of charts) expect(chart).not.toMatch(/NaN|Infinity/);
    // From all seven down to three at the only step.
    expect(charts[2]).toMatch(/class="line" d="M[\d.]+ 22H[\d.]+V72.3"/);
    expect(text).toContain('@media print');
  });

  it.each(['html', 'markdown'] as const)('says as %s what was met, answered, predicted and when', (format) => {
    const text = exported(debrief, 'Team', closed, format).text.replace(/<\/t[dh]><t[dh]>/g, ' | ');
    for (const said of [
      'not met: No last look.',
      'mechanism | slow query holding connections | right',
      'trigger | nothing | wrong',
      'first seen: 1:01',
      'dropped: never',
      'locks pile up: higher | failed (it was same) | 63 % of the others would not show it | 2; you said failed',
      '00:05:00 | 500 | 1.3',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('Beside other teams');
  });

  it('has the other teams where a host has opened that', () => {
    const row = /Others .*? \| 71.5, passed \| 9 \| 1 \| 2:05 \| 2 of 7/;
    expect(exported(debrief, 'Team', open, 'markdown').text).toMatch(row);
    expect(exported(debrief, 'Team', open, 'html').text.replace(/<\/t[dh]><t[dh]>/g, ' | ')).toMatch(row);
    expect(JSON.parse(exported(debrief, 'Team', open, 'json').text).teams).toEqual(open.teams);
  });

  it('is Markdown whose tables and titles stay what they are', () => {
    const { text } = exported(debrief, 'Team', closed, 'markdown');
    expect(text).toContain('| Order: order | 9 | 9 | before \\| code | nothing |');
    expect(text).toContain('- Ana <script>: tense # not a title');
    expect(text.match(/^#+ .*$/gm)?.slice(0, 3)).toEqual([
      '# Slow shop',
      '## How it felt',
      '## The course of the incident',
    ]);
    expect(text).toContain('none of your evidence speaks against it');
    expect(text).not.toContain('stall');
  });

  it('is JSON that reads back as it was', () => {
    expect(JSON.parse(exported(debrief, 'Team', closed, 'json').text)).toEqual(JSON.parse(JSON.stringify(debrief)));
  });
});
