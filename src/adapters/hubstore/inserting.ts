import type { ClientBase } from 'pg';
import type { Clock } from '../../app/ports.ts';
import type { Appended, Batch } from '../../core/hub/records.ts';
import type { Boot } from '../../core/vote.ts';
import {
  createGroup,
  type Group,
  type GroupWrites,
  type Held,
  type HeldHead,
  inOrder,
  ROWS_MAX,
  WRITING_MS,
} from './group.ts';
import { Overtaken } from './meeting.ts';
import type { Query } from './sql.ts';
import { addToTally, insertBoots, insertHeads, writeHeads } from './tallying.ts';

/** A transaction that has the advisory lock of the basis, shared. */
interface Transaction {
  query: Query;
  client: ClientBase;
  event: string;
  clock: Pick<Clock, 'monoMs'>;
}

/** Rows that are written before the clock is looked at. */
const PIECE_ROWS = 1_000;

/**
 * The transaction of `createGroup`, which says why it loses nothing and counts nothing twice. The heads and boots that it
 * goes by are locked, in the order of their keys, until it ends. Throws `Overtaken` when another hub has added one of
 * them meanwhile.
 */
export async function appendGroup(tx: Transaction, batches: readonly Batch[]): Promise<Appended[]> {
  const group = createGroup(await readHeld(tx, batches));
  const beganMs = tx.clock.monoMs();
  const answers: Appended[] = [];
  let waiting: Batch[] = [];
  let rows = 0;
  let written = 0;
  let isOver = false;
  const claimed = new Set<string>();
  const insert = async (): Promise<void> => {
    const piece = waiting;
    waiting = [];
    written = rows;
    await claim(tx, group, claimed);
    await insertVotes(tx, piece);
  };
  for (const batch of batches) {
    isOver ||= rows > 0 && rows + batch.votes.length > ROWS_MAX;
    if (!isOver && rows - written >= PIECE_ROWS) {
      await insert();
      isOver = tx.clock.monoMs() - beganMs >= WRITING_MS;
    }
    const isTaken = !isOver && group.take(batch);
    answers.push(isOver ? 'later' : isTaken ? 'stored' : 'moved');
    if (!isTaken) continue;
    waiting.push(batch);
    rows += batch.votes.length;
  }
  await insert();
  await write(tx, group.writes());
  return answers;
}

async function readHeld({ client, event }: Transaction, batches: readonly Batch[]): Promise<Held> {
  const logs = distinct(batches.map(({ box, epoch }) => [box, epoch]));
  const { rows: heads } = await client.query<HeldHead & { box: string; epoch: string }>(
    `SELECT box, epoch, acked, digest, forked_at AS "forkedAt" FROM heads
     WHERE event = $1 AND (box, epoch) IN (SELECT * FROM unnest($2::text[], $3::text[]))
     ORDER BY box, epoch FOR UPDATE`,
    [event, ...columns(logs)],
  );
  const ids = batches.flatMap(({ box, boots, votes }) => [
    ...boots.map(({ bootId }) => [box, bootId] as const),
    ...votes.map(({ bootId }) => [box, bootId] as const),
  ]);
  const { rows: boots } = await client.query<Boot & { box: string }>(
    `SELECT box, boot_id AS "bootId", wall_offset_ms AS "wallOffsetMs", quality FROM boots
     WHERE event = $1 AND (box, boot_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
     ORDER BY box, boot_id FOR SHARE`,
    [event, ...columns(distinct(ids))],
  );
  const { rows: counters } = await client.query<{ basis: number }>(
    'SELECT basis FROM counters WHERE event = $1',
    [event],
  );
  const headsByName = new Map(heads.map((head) => [nameOf(head.box, head.epoch), head]));
  const bootsByName = new Map(boots.map(({ box, ...boot }) => [nameOf(box, boot.bootId), boot]));
  return {
    basis: counters[0]?.basis ?? 0,
    head: (box, epoch) => headsByName.get(nameOf(box, epoch)),
    boot: (box, bootId) => bootsByName.get(nameOf(box, bootId)),
  };
}

async function insertVotes({ client, event }: Transaction, batches: readonly Batch[]): Promise<void> {
  const rows = batches
    .flatMap(({ box, epoch, votes }) => votes.map((vote) => ({ box, epoch, ...vote })))
    .sort((a, b) => inOrder([a.box, a.epoch], [b.box, b.epoch]) || a.seq - b.seq);
  if (rows.length === 0) return;
  await client.query({
    name: 'insert votes',
    text: `INSERT INTO votes
        (event, box, epoch, seq, boot_id, mono_ms, wall_ms, value, room, shown_session_id, source, digest)
      SELECT $1, box, epoch, seq, boot_id, mono_ms, wall_ms, value, room, shown, source, decode(digest, 'hex')
      FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::text[], $10::text[], $11::text[], $12::text[])
        AS row (box, epoch, seq, boot_id, mono_ms, wall_ms, value, room, shown, source, digest)`,
    values: [
      event,
      rows.map(({ box }) => box),
      rows.map(({ epoch }) => epoch),
      rows.map(({ seq }) => seq),
      rows.map(({ bootId }) => bootId),
      rows.map(({ monoMs }) => monoMs),
      rows.map(({ wallMs }) => wallMs),
      rows.map(({ value }) => value),
      rows.map(({ room }) => room),
      rows.map(({ shownSessionId }) => shownSessionId),
      rows.map(({ source }) => source),
      rows.map(({ digest }) => digest),
    ],
  });
}

/** A new log gets its row before its first vote, so that of two hubs that see it first one waits for the other. */
async function claim({ query, event }: Transaction, group: Group, claimed: Set<string>): Promise<void> {
  const isNew = group
    .writes()
    .heads.filter(({ isNew, box, epoch }) => isNew && !claimed.has(nameOf(box, epoch)));
  if ((await insertHeads(query, event, isNew)) < isNew.length) throw new Overtaken();
  for (const { box, epoch } of isNew) claimed.add(nameOf(box, epoch));
}

async function write({ query, event }: Transaction, { heads, tally, boots }: GroupWrites): Promise<void> {
  if ((await insertBoots(query, event, boots)).length < boots.length) throw new Overtaken();
  await writeHeads(query, event, heads);
  await addToTally(query, event, tally);
}

type Pair = readonly [string, string];

function distinct(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [nameOf(...pair), pair])).values()].sort(inOrder);
}

function columns(pairs: readonly Pair[]): [string[], string[]] {
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}

function nameOf(a: string, b: string): string {
  return `${a}\0${b}`;
}
