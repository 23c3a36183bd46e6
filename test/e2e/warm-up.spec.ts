/** The warm-up, from the front door to the debrief, by clicking alone: nothing is ever typed. */
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, openPane, screenshots, test } from './platform.ts';

const shoot = (page: Page, name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });

const minuteAhead = async (page: Page): Promise<void> => {
  const clock = page.getByRole('region', { name: 'Incident clock' });
  await clock.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('menuitem', { name: '1 minute ahead' }).click();
};

async function pin(page: Page, button: Locator, reading: string): Promise<void> {
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: reading }).click();
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function choose(page: Page, within: Locator, label: string, option: string): Promise<void> {
  await within.getByRole('combobox', { name: label }).first().click();
  await page.getByRole('option').filter({ hasText: option, visible: true }).first().click();
}

test('a newcomer finishes the warm-up without typing', async ({ page, platform, noise }) => {
  test.setTimeout(600_000);
  page.setDefaultTimeout(60_000);
  await page.goto(platform.url);
  await page.getByRole('radio', { name: 'Warm-up: orders fail' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const start = page.getByRole('button', { name: /^Start: / });
  await expect(start).toBeEnabled({ timeout: 300_000 });
  await start.click();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await minuteAhead(page);
  await minuteAhead(page);

  await openPane(page, 'Metrics');
  await page
    .getByRole('tab', { name: 'Overview' })
    .or(page.getByText('Overview', { exact: true }))
    .first()
    .click();
  const panel = page.getByRole('region', { name: 'Errors by service' });
  await panel.getByText('api-gateway').click();
  await pin(page, panel.getByRole('button', { name: 'Pin Errors by service' }), 'higher');
  await openPane(page, 'Logs');
  await page.getByTitle('Only level error').click();
  await pin(page, page.getByRole('button', { name: 'Pin all lines of this query' }), 'higher');
  await openPane(page, 'Changes');
  await pin(page, page.getByRole('button', { name: /^Pin config of/ }).first(), 'this one');
  await shoot(page, 'warm-up-evidence');

  const notebook = page.getByRole('complementary', { name: 'Notebook' });
  await choose(page, notebook, 'Component', 'api-gateway');
  await choose(page, notebook, 'Mechanism', 'wrong configuration value');
  await notebook.getByRole('button', { name: /Predictions/ }).click();
  await notebook.getByRole('button', { name: 'Add a prediction' }).click();
  await notebook.locator('form').getByRole('radio', { name: 'higher' }).click();
  await notebook.locator('form').getByRole('button', { name: 'Add', exact: true }).click();
  await notebook.getByRole('button', { name: /Alternatives/ }).click();
  await notebook.getByRole('button', { name: 'Add an alternative' }).click();
  const alternative = notebook.locator('form');
  await choose(page, alternative, 'It could be', 'order-service');
  await choose(page, alternative, 'by', 'crash loop');
  await alternative.getByRole('button', { name: /^Cite evidence/ }).click();
  await page.getByRole('checkbox', { name: /^E1 / }).click();
  await alternative.getByText('It is not, because').click();
  await alternative.getByRole('button', { name: 'Add', exact: true }).click();
  await notebook.getByRole('button', { name: 'Lock hypothesis' }).click();
  await shoot(page, 'warm-up-locked');

  await openPane(page, 'Code');
  await expect(page.getByText('deploy').filter({ visible: true }).first()).toBeVisible();
  await notebook.getByRole('button', { name: 'Check it' }).first().click();
  await notebook.getByRole('button', { name: /held/i }).first().click();
  await notebook.getByRole('button', { name: 'Submit root cause ...' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Submit version/ })
    .click();
  await notebook.getByRole('button', { name: 'Recovery verified' }).click();
  await notebook.getByRole('button', { name: 'End the drill ...' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the drill' }).click();
  await page.waitForURL(/\/debrief/);
  await expect(
    page
      .getByText(/ORDER_TIMEOUT_MS/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible({ timeout: 300_000 });
  await shoot(page, 'warm-up-debrief');
  expect(noise).toEqual([]);
});
