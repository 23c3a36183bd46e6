/** A shop of two small files, and patches to it: for tests. */
import { createTwoFilesPatch } from 'diff';
import type { Files } from '../repository/patch.ts';

export const littleShop: Files = new Map([
  ['src/order-service/index.ts', "export function start(): void {}\n\nexport const version = 'three';\n"],
  ['src/order-service/prices.ts', 'export const taxPercent = 19;\n'],
  [
    'deploy/order-service.yaml',
    'kind: Deployment\nmetadata: { name: order-service }\nspec: { replicas: 3, template: { spec: { containers: [{}] } } }\n',
  ],
]);

export interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** A patch file that makes one edit to `files`. */
export function patchOf(files: Files, edit: Edit, time: string, subject: string): string {
  const before = files.get(edit.path) ?? '';
  const after = before.replace(edit.from, edit.to);
  if (after === before) throw new Error(`${edit.path} does not hold ${edit.from}`);
  const diff = createTwoFilesPatch(`a/${edit.path}`, `b/${edit.path}`, before, after).replace(/^=+\n/, '');
  return [
    'From: Jonas Ekdahl <jonas.ekdahl@shop.example>',
    `Date: 2024-03-${time} +0000`,
    `Subject: [PATCH] ${subject}`,
    '',
    'Why it was done.',
    '---',
    `diff --git a/${edit.path} b/${edit.path}`,
    diff,
  ].join('\n');
}
