import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type HubBench, visit } from './hubbench.ts';

/** What one does on a page, and what the hub is sent for it. */
export type Action = readonly [
  what: string,
  address: string,
  act: (page: Page) => Promise<unknown>,
  sent: object,
  /** What the page says then, where that is not the hub's answer. */
  said?: string,
];

/** Does one after the other and compares all that was sent. */
export async function checkActions(bench: HubBench, actions: readonly Action[]): Promise<void> {
  const page = await bench.open();
  for (const [what, address, act, sent, said] of actions) {
    bench.hub.posted.length = 0;
    bench.hub.outcome = { done: true, text: `Done: ${what}.` };
    await visit(page, 'live'); // what was written on a page is gone when one comes back
    await visit(page, address);
    await act(page);
    await page
      .getByTestId('message')
      .filter({ hasText: said ?? what })
      .waitFor();
    assert.deepEqual(
      bench.hub.posted.map(({ body }) => body),
      [sent],
      what,
    );
  }
  assert.deepEqual(bench.opened.problems, []);
}
