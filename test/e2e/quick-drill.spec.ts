/** A host makes a quick drill on the start page: refused at its field first, then made, then its lobby. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect, screenshots, test } from './platform.ts';

/** What axe-core's source puts into the page. */
declare const axe: { run(context: string, options: RunOptions): Promise<AxeResults> };

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Half-way from one colour to the other nothing can be said of contrast: it is asked until colours have settled. */
async function mustBeAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const violations = async (): Promise<unknown> => {
    const found = await page.evaluate(() => axe.run('body', { resultTypes: ['violations'] }));
    return found.violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }));
  };
  await expect.poll(violations, { timeout: 20_000 }).toEqual([]);
}

/** Wide and narrow, light and dark: nothing sticks out, and all can be read. */
async function everyLook(page: Page, name: string): Promise<void> {
  for (const width of [1440, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await mustBeAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('a host makes a quick drill', async ({ page, platform, noise }) => {
  test.setTimeout(600_000);
  await page.goto(platform.url);
  await expect(page.getByRole('heading', { name: 'Start a drill' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Quick drill' })).toHaveCount(0);

  const token = /\/host\/(\S+)/.exec(platform.output())?.[1] ?? '';
  await page.goto(`${platform.url}/host/${token}`);
  const quick = page.getByRole('region', { name: 'Quick drill' });
  await quick.getByRole('combobox', { name: 'What breaks' }).click();
  await page.getByRole('option', { name: 'A time-out with two zeros too few' }).click();
  await expect(quick.getByText('The gateway gives up on order-service')).toBeVisible();
  await quick.getByRole('textbox', { name: /^When/ }).fill('23:59');
  await quick.getByRole('textbox', { name: 'Your name' }).fill('Hana');
  await quick.getByRole('button', { name: 'Make it' }).click();
  await expect(quick.getByText('must lie between 01:00 and 22:30')).toBeVisible();
  await everyLook(page, 'quick-drill');

  await quick.getByRole('textbox', { name: /^When/ }).fill('11:20');
  await quick.getByRole('textbox', { name: /^Seed/ }).fill('3');
  await quick.getByRole('button', { name: 'Make it' }).click();
  await expect(quick.getByText('leave this page open')).toBeVisible();
  await mustBeAccessible(page);
  await expect(quick.getByText('It is there.')).toBeVisible({ timeout: 300_000 });
  await everyLook(page, 'quick-drill-made');

  const code = await quick.getByText(/^[A-Z0-9]{6}$/).textContent();
  await quick.getByRole('button', { name: 'Open the lobby' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Quick drill, \w+day 11:00$/);
  await expect(page.getByText(code ?? 'no code', { exact: true })).toBeVisible();
  // The browser itself reports the refusal that was asked for.
  expect(noise.filter((line) => !/status of 400/.test(line))).toEqual([]);
});
