/** Patches as the scenario's folder holds them: a mail-like header and a unified diff. */
import { createTwoFilesPatch } from 'diff';

export interface PatchText {
  readonly author: string;
  readonly email: string;
  readonly timeMs: number;
  readonly subject: string;
  readonly body: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** As mail writes it: "Sat, 16 Mar 2024 13:36:12 +0000". */
export const mailDate = (timeMs: number): string => new Date(timeMs).toUTCString().replace('GMT', '+0000');

export function patchText({ author, email, timeMs, subject, body, path, before, after }: PatchText): string {
  const diff = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
  return [
    `From: ${author} <${email}>`,
    `Date: ${mailDate(timeMs)}`,
    `Subject: [PATCH] ${subject}`,
    '',
    body,
    '---',
    `diff --git a/${path} b/${path}`,
    diff.replace(/^=+\n/, '').replace(/^(---|\+\+\+) ([^\t\n]*)\t.*$/gm, '$1 $2'),
  ].join('\n');
}
