/** Acting on the system and the open door, by keyboard where a person would. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { begin, expect, openPane, screenshots, test } from './platform.ts';

declare const axe: { run(context: string, options: RunOptions): Promise<AxeResults> };

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => axe.run('body', { resultTypes: ['violations'] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const shoot = (page: Page, name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });

/** As one does it without a mouse: focus, type a part of it, take it. */
async function choose(page: Page, within: Locator, label: string, text: string): Promise<void> {
  const input = within.getByLabel(label, { exact: true }).first();
  await input.focus();
  await input.fill(text);
  const options = page.getByRole('option').filter({ visible: true });
  await expect(options.filter({ hasNotText: new RegExp(text, 'i') })).toHaveCount(0);
  await expect(options.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(input).toHaveValue(new RegExp(text, 'i'));
}

test('a verb is chosen, asked for once more, done, and followed', async ({ page, platform, noise }) => {
  const trainee = await begin(page, platform);
  page.setDefaultTimeout(30_000);
  const section = page.getByRole('button', { name: /Act on the system/ });
  await section.focus();
  await page.keyboard.press('Enter');
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Do it ...' }) });
  const doIt = form.getByRole('button', { name: 'Do it ...' });
  await expect(doIt).toBeDisabled();
  await form.getByLabel('Do', { exact: true }).first().click();
  await shoot(page, 'act-verbs');
  await page.keyboard.press('Escape');

  await choose(page, form, 'Do', 'revert');
  await form.getByLabel('Commit').fill('fffffff');
  await doIt.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await expect(form.getByText(/main has no commit fffffff/)).toBeVisible();
  await shoot(page, 'act-refused');
  expect((await trainee.view()).actions).toEqual([]);

  await choose(page, form, 'Do', 'create');
  await choose(page, form, 'Table', 'orders');
  await choose(page, form, 'Column', 'created');
  await shoot(page, 'act-form');
  expect(await violations(page)).toEqual([]);
  await doIt.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('create an index on orders (created_at)')).toBeVisible();
  await expect(dialog.getByText(/The table is read twice/)).toBeVisible();
  await shoot(page, 'act-confirm');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const done = page.getByRole('listitem').filter({ hasText: 'create an index on orders (created_at)' });
  await expect(done.getByText(/asked for|running/)).toBeVisible();
  await trainee.must('POST', '/clock', { op: 'speed', speed: 10 });
  await expect(done.getByText('done')).toBeVisible({ timeout: 240_000 });
  await expect(done.getByText(/orders_created_at_idx is valid/)).toBeVisible();
  await shoot(page, 'act-done');

  await page.emulateMedia({ colorScheme: 'dark' });
  await choose(page, form, 'Do', 'cancel');
  await form.getByText('Of an application').click();
  await choose(page, form, 'Application', 'order');
  await shoot(page, 'act-dark');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Notebook' }).click();
  const sheet = page.getByRole('dialog');
  const narrow = sheet.getByRole('button', { name: /Act on the system/ });
  await narrow.click();
  await choose(page, sheet, 'Do', 'scale');
  await sheet.getByRole('button', { name: 'Do it ...' }).scrollIntoViewIfNeeded();
  await shoot(page, 'act-narrow');
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // The refusal above is one of them.
  expect(noise.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
});

test('in open mode the door asks once, and only before a complete hypothesis', async ({ page, platform }) => {
  const trainee = await begin(page, platform, { mode: 'Open' });
  await openPane(page, 'Code');
  await expect(page.getByText('Reading code first costs points for order.')).toBeVisible();
  await shoot(page, 'door-open-mode');
  expect(await violations(page)).toEqual([]);
  expect((await trainee.view()).earlyEntrants).toEqual([]);
  await page.getByRole('button', { name: 'Open the code anyway' }).click();
  await expect(page.getByText('order-service').filter({ visible: true }).first()).toBeVisible();
  expect((await trainee.view()).earlyEntrants).toEqual([trainee.seat.seatId]);
  await page.reload();
  await expect(page.getByText('order-service').filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText('Reading code first costs points for order.')).toBeHidden();
});
