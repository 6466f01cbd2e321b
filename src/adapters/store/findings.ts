import type { ChainRow, Epoch, EpochReason } from '../../core/digest.ts';
import { type Boot, CLOCK_QUALITIES, type ClockQuality, type VoteSource } from '../../core/vote.ts';
import type { PageFile, PageRow, Value } from './pages.ts';
import type { AdjustmentRow, ProgrammeRow } from './versions.ts';

/** Everything in a damaged file that has the shape of something of ours. */
export interface Findings {
  /** By seq; more than one when a page is there twice or a number was damaged. */
  votes: Map<number, ChainRow[]>;
  epochs: Epoch[];
  lost: number[];
  boots: Boot[];
  meta: Map<string, string>;
  programmes: ProgrammeRow[];
  adjustments: AdjustmentRow[];
}

const SOURCES: readonly string[] = ['button', 'simulator', 'test'] satisfies VoteSource[];
const REASONS: readonly string[] = ['new', 'board', 'salvage', 'restore', 'hub'] satisfies EpochReason[];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sorts the rows of a file by their shape: the pages of a damaged file no longer say whose they are. */
export function sift(file: PageFile): Findings {
  const epochs = new Map<number, Epoch>();
  const boots = new Map<string, Boot>();
  const programmes = new Map<number, ProgrammeRow>();
  const adjustments = new Map<number, AdjustmentRow>();
  const found: Findings = {
    votes: new Map(),
    epochs: [],
    lost: [],
    boots: [],
    meta: new Map(),
    programmes: [],
    adjustments: [],
  };
  for (const row of file.rows()) {
    const vote = asVote(row);
    if (vote !== null) found.votes.set(vote.seq, [...(found.votes.get(vote.seq) ?? []), vote]);
    const epoch = asEpoch(row);
    if (epoch !== null) epochs.set(epoch.firstSeq, epoch);
    const boot = asBoot(row);
    if (boot !== null) boots.set(boot.bootId, better(boots.get(boot.bootId), boot));
    const programme = asProgramme(row);
    if (programme !== null) programmes.set(programme.version, programme);
    const adjustment = asAdjustment(row);
    if (adjustment !== null) adjustments.set(adjustment.number, adjustment);
    if (isLost(row)) found.lost.push(row.rowid);
    const [key, value] = row.values;
    if (row.values.length === 2 && isText(key) && isText(value)) found.meta.set(key, value);
  }
  found.epochs = [...epochs.values()].sort((a, b) => a.firstSeq - b.firstSeq);
  found.lost.sort((a, b) => a - b);
  found.boots = [...boots.values()];
  found.programmes = [...programmes.values()].sort((a, b) => a.version - b.version);
  found.adjustments = [...adjustments.values()].sort((a, b) => a.number - b.number);
  return found;
}

/** True for a vote behind `lastSeq`. */
export function isLaterVote(row: PageRow, lastSeq: number): boolean {
  return row.rowid > lastSeq && asVote(row) !== null;
}

function asVote({ rowid, values }: PageRow): ChainRow | null {
  const [key, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest] = values;
  if (values.length !== 9 || key !== null || !isSeq(rowid)) return null;
  if (!isText(bootId) || !isWhole(monoMs) || !isWhole(wallMs)) return null;
  if (value !== 1 && value !== -1) return null;
  if (!isTextOrNull(room) || !isTextOrNull(shownSessionId)) return null;
  if (!isSource(source) || !Buffer.isBuffer(digest) || digest.length !== 32) return null;
  return { seq: rowid, bootId, monoMs, wallMs, value, room, shownSessionId, source, digest };
}

function asEpoch({ rowid, values }: PageRow): Epoch | null {
  const [key, epoch, machine, why] = values;
  if (values.length !== 4 || key !== null || !isSeq(rowid)) return null;
  if (!isText(epoch) || !UUID.test(epoch) || !isText(machine) || !isReason(why)) return null;
  return { firstSeq: rowid, epoch, machine, why };
}

function asBoot({ values }: PageRow): Boot | null {
  const [bootId, wallOffsetMs, quality] = values;
  if (values.length !== 3 || !isText(bootId) || !isWhole(wallOffsetMs) || !isQuality(quality)) return null;
  return { bootId, wallOffsetMs, quality };
}

function asProgramme({ rowid, values }: PageRow): ProgrammeRow | null {
  // Rows of the first format end with the text of the programme.
  const [key, at, origin, json, sessions = null, changes = null] = values;
  if ((values.length !== 4 && values.length !== 6) || key !== null || !isSeq(rowid)) return null;
  if (!isWhole(at) || !isText(origin) || !isText(json) || !holds(json, 'sessions')) return null;
  if (!isWholeOrNull(sessions) || !isTextOrNull(changes)) return null;
  return { version: rowid, at, origin, json, sessions, changes };
}

function asAdjustment({ rowid, values }: PageRow): AdjustmentRow | null {
  const [key, at, who, json, undoneAt, undoneBy] = values;
  if (values.length !== 6 || key !== null || !isSeq(rowid)) return null;
  if (!isWhole(at) || !isText(who) || !isText(json) || !holds(json, 'kind')) return null;
  if (!isWholeOrNull(undoneAt) || !isTextOrNull(undoneBy)) return null;
  return { number: rowid, at, who, json, undone_at: undoneAt, undone_by: undoneBy };
}

function isLost({ rowid, values }: PageRow): boolean {
  return values.length === 1 && values[0] === null && isSeq(rowid);
}

function better(known: Boot | undefined, boot: Boot): Boot {
  if (known === undefined) return boot;
  return CLOCK_QUALITIES.indexOf(known.quality) < CLOCK_QUALITIES.indexOf(boot.quality) ? known : boot;
}

/** Whether this is a JSON object with such a key: rows of two tables have the same types. */
function holds(text: string, key: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && key in value;
  } catch {
    return false;
  }
}

function isSeq(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: Value | undefined): value is string | null {
  return value === null || isText(value);
}

function isWhole(value: Value | undefined): value is number {
  return Number.isSafeInteger(value);
}

function isWholeOrNull(value: Value | undefined): value is number | null {
  return value === null || isWhole(value);
}

function isSource(value: Value | undefined): value is VoteSource {
  return isText(value) && SOURCES.includes(value);
}

function isReason(value: Value | undefined): value is EpochReason {
  return isText(value) && REASONS.includes(value);
}

function isQuality(value: Value | undefined): value is ClockQuality {
  return CLOCK_QUALITIES.some((quality) => quality === value);
}
