/** One platform for the browser tests, and what they share. */
import { join } from 'node:path';
import type { Seat } from '@firedrill/protocol';
import { test as base, expect, type Page } from '@playwright/test';
import { type Platform, root, startPlatform } from '../support/platform.ts';
import { firstDrill, Trainee } from '../support/trainee.ts';

export const screenshots = join(root, 'test-results', 'screenshots');

export const test = base.extend<{ noise: string[] }, { platform: Platform }>({
  platform: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from this pattern.
    async ({}, use) => {
      const platform = await startPlatform();
      await use(platform);
      await platform.stop();
    },
    { scope: 'worker' },
  ],
  /** Errors and warnings of the browser's console; each test that uses it asserts that there were none. */
  noise: async ({ page }, use) => {
    const noise: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') noise.push(message.text());
    });
    page.on('pageerror', (error) => noise.push(error.message));
    await use(noise);
  },
});

/** From the front door to an acknowledged page, as a newcomer does it. */
export async function begin(
  page: Page,
  platform: Platform,
  options: { title?: string; mode?: 'Guided' | 'Open' } = {},
): Promise<Trainee> {
  await page.goto(platform.url);
  await page.getByRole('radio', { name: options.title ?? firstDrill }).click();
  if (options.mode) await page.getByText(options.mode, { exact: true }).click();
  await page.getByLabel('Your name').first().fill('Ana');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const start = page.getByRole('button', { name: /^Start: / });
  await expect(start).toBeEnabled({ timeout: 300_000 });
  await start.click();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByText('Acknowledged.')).toBeVisible();
  const drillId = /\/drill\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const stored = await page.evaluate((id) => localStorage.getItem(`firedrill.seat.${id}`), drillId);
  // The workbench keeps the seat that the server gave it under this key.
  return new Trainee(platform.url, JSON.parse(stored ?? '{}') as Seat);
}

/** Opens a pane by its place in the rail. */
export async function openPane(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Panes' })
    .getByRole('link', { name: new RegExp(name) })
    .click();
  await page.waitForURL(new RegExp(`/${name.toLowerCase()}`));
}

export { expect };
