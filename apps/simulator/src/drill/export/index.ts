/** A debrief as a file. */
import type { Comparison, Debrief } from '@firedrill/protocol';
import { htmlOf } from './html.ts';
import { markdownOf } from './markdown.ts';
import { sectionsOf } from './sections.ts';

export const exportFormats = ['html', 'markdown', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportedFile {
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
}

const endings = { html: 'html', markdown: 'md', json: 'json' } as const;
const types = { html: 'text/html', markdown: 'text/markdown', json: 'application/json' } as const;

/** The other teams are in it where a host has opened that. */
export function exported(debrief: Debrief, team: string, comparison: Comparison, format: ExportFormat): ExportedFile {
  const sections = sectionsOf(debrief, team, comparison);
  const plain = comparison.open ? { ...debrief, teams: comparison.teams } : debrief;
  const text =
    format === 'json'
      ? `${JSON.stringify(plain, null, 2)}\n`
      : format === 'html'
        ? htmlOf(sections)
        : markdownOf(sections);
  const name = `debrief-${debrief.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${endings[format]}`;
  return { name, contentType: `${types[format]}; charset=utf-8`, text };
}
