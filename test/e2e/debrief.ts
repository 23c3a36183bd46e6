/** The debrief as a team reads it. */
import type { Locator, Page } from '@playwright/test';
import { expect, openPane } from './platform.ts';

/** How a debrief must be read: what was done and thought before the truth, and the points last. */
const order = [
  'How was it?',
  'The incident, and where you looked',
  'How the explanations became fewer',
  'How you thought',
  'Five pitfalls',
  'What would have shown it sooner',
  'One habit for next time',
  'How it can be done, beside how you did it',
  'What happened',
  'The change',
  'One request, from the inside',
  'What else it could have been',
  'The true story beside yours',
  'Your answer',
  'Your evidence',
  'Your predictions',
  'What you did to the system',
  'Points, and why',
  'To take along',
];

/** Waits until it has been worked out; nobody sees the points before the question of how it was is past. */
export async function readDebrief(page: Page): Promise<Locator> {
  await openPane(page, 'Debrief');
  const report = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'How was it?' }) });
  await expect(report).toBeVisible({ timeout: 540_000 });
  expect(await report.getByRole('heading', { level: 3 }).allTextContents()).toEqual(order);
  const total = report.getByText(/of 100 points/);
  await expect(total).toBeHidden();
  await report.getByRole('button', { name: 'Skip', exact: true }).click();
  await expect(total).toBeVisible();
  return report;
}

export const part = (report: Locator, title: string): Locator => report.getByRole('region', { name: title });
