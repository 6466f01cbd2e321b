import type { Clock } from '../../app/ports.ts';
import { type Boot, correctedAt, type VoteSource, type VoteValue } from '../../core/vote.ts';
import { places, type Query, type Value } from './sql.ts';

/** Votes that are read at one time, so that nobody waits for long. */
const PIECE = 2_000;

/** A vote with what is known of its boot and its log. */
export interface KeptVote {
  box: string;
  epoch: string;
  seq: number;
  bootId: string;
  monoMs: number;
  value: VoteValue;
  room: string | null;
  source: VoteSource;
  /** Undefined where nothing is stored of it. */
  boot: Boot | undefined;
  leftOut: boolean;
}

/** The same with what only an export needs. */
export interface WholeVote extends KeptVote {
  wallMs: number;
  shownSessionId: string | null;
  digest: Uint8Array;
}

type Row<V extends KeptVote> = Omit<V, 'boot' | 'leftOut'>;

const COLUMNS = 'box, epoch, seq, boot_id AS "bootId", mono_ms AS "monoMs", value, room, source';
const MORE = ', wall_ms AS "wallMs", shown_session_id AS "shownSessionId", digest';

export interface Paging {
  event: string;
  /** Of one box only. */
  box?: string | undefined;
  /** Of these boots only, at least one. */
  bootIds?: readonly string[] | undefined;
  clock: Pick<Clock, 'soon'>;
  /** Reads one piece. */
  read: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
}

/** All votes in the order of box, epoch and seq, a piece at a time, with a turn of the loop between two. */
export function votePages(paging: Paging): AsyncGenerator<KeptVote[]> {
  return pagesOf<KeptVote>(paging, COLUMNS);
}

export function wholePages(paging: Paging): AsyncGenerator<WholeVote[]> {
  return pagesOf<WholeVote>(paging, COLUMNS + MORE);
}

async function* pagesOf<V extends KeptVote>(
  { event, box, bootIds, clock, read }: Paging,
  columns: string,
): AsyncGenerator<V[]> {
  let after: Pick<KeptVote, 'box' | 'epoch' | 'seq'> = { box: box ?? '', epoch: '', seq: 0 };
  const ofBoots = bootIds === undefined ? '' : ` AND boot_id IN ${places(1, bootIds.length, 5)}`;
  for (;;) {
    const { box: afterBox, epoch, seq } = after;
    const key =
      box === undefined ? '(box, epoch, seq) > ($2, $3, $4)' : 'box = $2 AND (epoch, seq) > ($3, $4)';
    const sql = `SELECT ${columns} FROM votes WHERE event = $1 AND ${key}${ofBoots}
      ORDER BY box, epoch, seq LIMIT ${PIECE}`;
    const values = [event, afterBox, epoch, seq, ...(bootIds ?? [])];
    const page = await read((query) => readPage<V>(query, sql, values));
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PIECE) return;
    after = last;
    await new Promise<void>((resolve) => {
      clock.soon(resolve);
    });
  }
}

/** The boots and logs of a page are few: looked up once, not for every vote. */
async function readPage<V extends KeptVote>(query: Query, sql: string, values: Value[]): Promise<V[]> {
  const rows = await query.all<Row<V>>(sql, values);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range: Value[] = [values[0] ?? '', first.box, last.box];
  const boots = await query.all<Boot & { box: string }>(
    `SELECT box, boot_id AS "bootId", wall_offset_ms AS "wallOffsetMs", quality FROM boots
     WHERE event = $1 AND box >= $2 AND box <= $3`,
    range,
  );
  const heads = await query.all<{ box: string; epoch: string }>(
    'SELECT box, epoch FROM heads WHERE event = $1 AND box >= $2 AND box <= $3 AND left_out = 1',
    range,
  );
  const known = new Map(boots.map(({ box, ...boot }) => [nameOf(box, boot.bootId), boot]));
  const leftOut = new Set(heads.map(({ box, epoch }) => nameOf(box, epoch)));
  return rows.map((row) => {
    const more = {
      boot: known.get(nameOf(row.box, row.bootId)),
      leftOut: leftOut.has(nameOf(row.box, row.epoch)),
    };
    return Object.assign(row, more) as unknown as V;
  });
}

/** Epoch milliseconds; null while nothing is known of its boot. */
export function timeOf({ monoMs, boot }: KeptVote): number | null {
  return correctedAt({ monoMs }, boot);
}

function nameOf(a: string, b: string): string {
  return `${a}\0${b}`;
}
