import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBook } from '../../src/app/book.ts';
import type { Programme } from '../../src/core/programme.ts';
import { sessionWith } from '../fakes/session.ts';

const PROGRAMME: Programme = {
  name: 'camp',
  timezone: 'UTC',
  sessions: [sessionWith({ id: 'a', startsAt: 0, endsAt: 1 })],
};

test('a programme that comes while the box stops is neither kept nor told of after its last word', async () => {
  const said: string[] = [];
  let letGo = () => {};
  const breath = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const book = createBook({
    store: {
      programmes: {
        load: async () => null,
        adjustments: async () => [],
        save: async () => void said.push('saved'),
      } as never,
    },
    log: { info: (_fields, message) => void said.push(message), warn: () => {} },
    onTurn() {},
    breathe: () => breath,
  });
  await book.load();
  const taken = book.turnTo(PROGRAMME, 'hub', 0);
  book.close();
  letGo();
  await taken;
  assert.deepEqual(said, []);
});
