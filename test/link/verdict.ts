import { isDeepStrictEqual } from 'node:util';
import type { ExportRow } from '../../src/core/hub/records.ts';
import { improves } from '../../src/core/vote.ts';
import type { World } from './world.ts';

/** What came of one schedule. */
export interface Verdict {
  /** Presses that somebody was thanked for and that are on a card at the end. */
  votes: number;
  /** Of these, how many the hub does not hold. */
  lost: number;
  /** Presses that are counted more than once. */
  double: number;
  /** Logs in which hub and box hold different votes under one number, and nobody noticed. */
  forksUndetected: number;
  /** The tally is not what the rows say. */
  miscounted: number;
  /** Boxes that did not come through though nothing was wrong any more. */
  stuck: number;
  /** Boots of which the hub knows less than the box. */
  boots: number;
  /** Presses that the rule of the first LikeBox loses in the same schedule. */
  controlLost: number;
}

export async function judge({ hub, boxes, control }: World): Promise<Omit<Verdict, 'stuck'>> {
  const rows: ExportRow[] = [];
  await hub.votes.export((piece) => void rows.push(...piece));
  const attribution = hub.attribution();
  const held = new Set(rows.map(({ box, monoMs }) => `${box} ${monoMs}`));
  const onCards = boxes.flatMap(({ id, disk }) => disk.votes.map(({ monoMs }) => `${id} ${monoMs}`));
  const counted = new Map<number, number>();
  for (const row of rows) {
    const { kind } = attribution.of(row, undefined);
    if (kind === 'before' || kind === 'test') continue; // held, and never counted
    counted.set(row.monoMs, (counted.get(row.monoMs) ?? 0) + 1);
  }
  return {
    votes: new Set(onCards).size,
    lost: onCards.filter((press) => !held.has(press)).length,
    double: [...counted.values()].filter((times) => times > 1).length,
    forksUndetected: differing(boxes, rows),
    miscounted: isDeepStrictEqual(await hub.votes.tally(), await hub.votes.recount(attribution)) ? 0 : 1,
    boots: await lesserBoots(hub, boxes),
    controlLost: control.lost(),
  };
}

/** Hub and box may hold different parts of a log; where both hold a number, they must hold the same vote. */
function differing(boxes: World['boxes'], rows: readonly ExportRow[]): number {
  const own = new Map<string, string>();
  for (const { id, disk } of boxes) {
    for (const [index, { epoch, firstSeq }] of disk.epochs.entries()) {
      const next = disk.epochs[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY;
      for (const { seq, digest } of disk.votes) {
        if (seq >= firstSeq && seq < next) own.set(`${id} ${epoch} ${seq}`, digest);
      }
    }
  }
  const logs = rows.filter(({ box, epoch, seq, digest }) => {
    const mine = own.get(`${box} ${epoch} ${seq}`);
    return mine !== undefined && mine !== digest;
  });
  return new Set(logs.map(({ box, epoch }) => `${box} ${epoch}`)).size;
}

/** Of boots that the hub has votes of. */
async function lesserBoots(hub: World['hub'], boxes: World['boxes']): Promise<number> {
  const held = new Map((await hub.votes.boots()).map((boot) => [`${boot.box} ${boot.bootId}`, boot]));
  return boxes
    .flatMap(({ id, disk }) => disk.boots.map((own) => ({ own, held: held.get(`${id} ${own.bootId}`) })))
    .filter((pair) => pair.held !== undefined && improves(pair.held, pair.own)).length;
}
