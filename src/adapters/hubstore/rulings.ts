import type { HubRulings } from '../../app/hub/ports.ts';
import type { Notice } from '../../core/hub/orders.ts';
import type { WindowRule } from '../../core/window.ts';
import { type Ledger, nextNumber } from './ledger.ts';
import type { Database, Query } from './sql.ts';
import { adjustmentsOf, correctionsOf, newestProgramme, versionOf, versionsOf } from './versions.ts';

interface NoticeRow {
  number: number;
  at: number;
  who: string;
  json: string;
  boxes: string | null;
  untilAt: number | null;
  endedAt: number | null;
  endedBy: string | null;
}

/** What organisers say, beside what `change` of the votes writes. */
export function createRulings(database: Database, ledger: Ledger, event: string): HubRulings {
  return {
    programmes: {
      load: () => database.read((query) => newestProgramme(query, event)),
      versions: (count) => database.read((query) => versionsOf(query, event, count)),
      version: (number) => database.read((query) => versionOf(query, event, number)),
      adjustments: () => database.read((query) => adjustmentsOf(query, event)),
    },
    rule: () => database.read((query) => ruleOf(query, event)),
    corrections: () => database.read((query) => correctionsOf(query, event)),
    notices: () => database.read((query) => noticesOf(query, event)),
    resultsPublished: () => database.read((query) => isPublished(query, event)),
    async publishResults(published, by) {
      await ledger.change(by, async (query) => {
        if ((await isPublished(query, event)) === published) return null;
        await query.run(
          `INSERT INTO screens (event, results_published) VALUES ($1, $2)
           ON CONFLICT (event) DO UPDATE SET results_published = excluded.results_published`,
          [event, Number(published)],
        );
        return true;
      });
    },
    async addNotice({ at, who, text, boxes, untilAt }, by) {
      const notice: Omit<Notice, 'number'> = {
        at: Math.round(at),
        who,
        text,
        boxes,
        untilAt: untilAt === null ? null : Math.round(untilAt),
        ended: null,
      };
      const number = await ledger.change(by, (query) => insertNotice(query, event, notice));
      return { number: number ?? 0, ...notice };
    },
    async endNotice(number, at, who, by) {
      await ledger.change(by, async (query) => {
        const rows = await query.run(
          `UPDATE notices SET ended_at = $3, ended_by = $4
           WHERE event = $1 AND number = $2 AND ended_at IS NULL`,
          [event, number, Math.round(at), who],
        );
        return rows > 0 || null;
      });
    },
  };
}

async function ruleOf(query: Query, event: string): Promise<WindowRule | null> {
  const [row] = await query.all<{ rule: string | null }>('SELECT rule FROM counters WHERE event = $1', [
    event,
  ]);
  return row === undefined || row.rule === null ? null : JSON.parse(row.rule);
}

async function isPublished(query: Query, event: string): Promise<boolean> {
  const [row] = await query.all<{ published: number }>(
    'SELECT results_published AS published FROM screens WHERE event = $1',
    [event],
  );
  return row?.published === 1;
}

async function insertNotice(
  query: Query,
  event: string,
  { at, who, text, boxes, untilAt }: Omit<Notice, 'number'>,
): Promise<number> {
  const number = await nextNumber(query, event, 'notices');
  await query.run(
    'INSERT INTO notices (event, number, at, who, json, boxes, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [event, number, at, who, JSON.stringify(text), boxes === null ? null : JSON.stringify(boxes), untilAt],
  );
  return number;
}

async function noticesOf(query: Query, event: string): Promise<Notice[]> {
  const rows = await query.all<NoticeRow>(
    `SELECT number, at, who, json, boxes, until_at AS "untilAt", ended_at AS "endedAt", ended_by AS "endedBy"
     FROM notices WHERE event = $1 ORDER BY number`,
    [event],
  );
  return rows.map(({ json, boxes, endedAt, endedBy, ...row }) => ({
    ...row,
    text: JSON.parse(json),
    boxes: boxes === null ? null : JSON.parse(boxes),
    ended: endedAt === null ? null : { at: endedAt, who: endedBy ?? '' },
  }));
}
