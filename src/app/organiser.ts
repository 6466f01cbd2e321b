import { changesOf, summaryOf } from '../core/changes.ts';
import { missingBack, rollBack } from '../core/history.ts';
import { describeOrder, listAdjustments, listSessions, listVersions } from '../core/listing.ts';
import { judgeOrder, type WrittenOrder } from '../core/orders.ts';
import type { Organising, Outcome } from '../core/organising.ts';
import type { Programme } from '../core/programme.ts';
import { describeUnknownRooms } from '../core/rooms.ts';
import type { WindowRule } from '../core/window.ts';
import type { Store } from './ports.ts';
import type { ProgrammeKeeper } from './programme.ts';
import { sessionsWithVotes } from './withdrawal.ts';

const VERSIONS_SHOWN = 20;

interface Deps {
  store: Pick<Store, 'programmes' | 'spansWithVotes'>;
  keeper: Pick<
    ProgrammeKeeper,
    | 'current'
    | 'imported'
    | 'isFromHub'
    | 'replace'
    | 'adjustments'
    | 'readAdjustments'
    | 'accept'
    | 'refresh'
  >;
  rule: WindowRule;
  /** Now, epoch milliseconds; null while nobody knows. */
  nowAt: () => number | null;
  log: { info: (fields: object, message: string) => void };
  /** Lets what waits be heard, between steps that take long. */
  breathe?: () => Promise<void>;
}

/** What changes nothing may be asked all the same. */
const READING: readonly Organising['kind'][] = ['show', 'log', 'versions'];
const AT_HUB =
  'This box takes its programme from the hub, and so do all others: change it there, on the page Programme of the dashboard.';
const NO_CLOCK = 'The clock of this box is not set, so nobody can say what is on now.';

/** What organisers do to the programme while the event runs; every answer is a sentence for them. */
export interface Organiser {
  /**
   * Never rejects.
   * @param who for the log
   */
  handle(asked: Organising, who: string): Promise<Outcome>;
}

export function createOrganiser(deps: Deps): Organiser {
  const { store, keeper, rule, nowAt, log, breathe = async () => {} } = deps;
  /** Orders never wait for sources, which are asked over a network. */
  const queues = { orders: Promise.resolve<unknown>(null), sources: Promise.resolve<unknown>(null) };

  async function order(programme: Programme, written: WrittenOrder, who: string): Promise<Outcome> {
    const at = nowAt();
    if (at === null) return refused(NO_CLOCK);
    const judged = judgeOrder(programme, written, at);
    if ('refused' in judged) return refused(judged.refused);
    const kept = await store.programmes.adjust(judged.order, at, who);
    await keeper.readAdjustments();
    log.info({ number: kept.number, who, order: judged.order }, 'the programme was changed by hand');
    return {
      done: true,
      text: `${judged.text}\nTo take it back: likebox programme undo ${kept.number}`,
      data: kept,
    };
  }

  async function undo(programme: Programme, number: number | undefined, who: string): Promise<Outcome> {
    const standing = keeper.adjustments().filter(({ undone }) => undone === null);
    const found =
      number === undefined ? standing.at(-1) : standing.find((adjustment) => adjustment.number === number);
    if (found === undefined) {
      const which =
        number === undefined ? 'There is nothing to undo.' : `There is no change ${number} to undo.`;
      return refused(`${which} likebox programme log lists what was changed by hand.`);
    }
    await store.programmes.undo(found.number, Math.round(nowAt() ?? found.at), who);
    await keeper.readAdjustments();
    log.info({ number: found.number, who }, 'a change of the programme was undone');
    return { done: true, text: `Undone: ${describeOrder(found.order, programme)}.` };
  }

  async function rollback(version: number | undefined, who: string): Promise<Outcome> {
    const number = version ?? (await store.programmes.versions(2))[1]?.version;
    const earlier = number === undefined ? null : await store.programmes.version(number);
    if (earlier === null) {
      const which = version === undefined ? 'There is no earlier version' : `There is no version ${version}`;
      return refused(`${which}. likebox programme versions lists what is kept.`);
    }
    const now = nowAt();
    if (now === null) return refused(NO_CLOCK);
    const at = Math.round(now);
    let changes = '';
    await keeper.replace(async () => {
      const imported = keeper.imported() ?? earlier;
      const gone = missingBack(earlier, imported).map(({ id }) => id);
      await breathe();
      const adjusted = keeper.current() ?? imported;
      const voted = await sessionsWithVotes(gone, adjusted, store, rule, at);
      const hasVotes = ({ id }: { id: string }) => voted.has(id);
      const programme = rollBack(imported, earlier, { at, rule, adjusted, hasVotes });
      await breathe();
      changes = summaryOf(changesOf(imported, programme)) || 'nothing that people see';
      return { programme, origin: `version ${number}`, at };
    });
    log.info({ version: number, who, changes }, 'the programme was rolled back');
    void keeper.refresh(); // says so, as long as the source gives what was left
    const text = `The programme is as it was in version ${number} (${changes}). It stays so until the source changes; to take the source as it is: likebox programme accept`;
    return { done: true, text };
  }

  async function accept(who: string): Promise<Outcome> {
    const before = keeper.imported();
    const why = await keeper.accept();
    if (why !== null) return refused(why);
    await breathe();
    const after = keeper.imported();
    const changes = before === null || after === null ? '' : summaryOf(changesOf(before, after));
    log.info({ who, changes }, 'the sources were accepted as they are');
    return { done: true, text: `The programme is as the sources say (${changes || 'nothing changed'}).` };
  }

  async function answer(asked: Organising, who: string): Promise<Outcome> {
    if (keeper.isFromHub() && !READING.includes(asked.kind)) return refused(AT_HUB);
    if (asked.kind === 'accept') return accept(who);
    const programme = keeper.current();
    if (programme === null) return refused('This box has no programme yet.');
    switch (asked.kind) {
      case 'undo':
        return undo(programme, asked.number, who);
      case 'rollback':
        return rollback(asked.version, who);
      case 'show': {
        const unknown =
          asked.room === undefined ? null : describeUnknownRooms([asked.room], programme.sessions);
        if (unknown !== null) return refused(`${unknown}.`);
        return { done: true, text: listSessions(programme, asked.room), data: programme };
      }
      case 'log': {
        const adjustments = keeper.adjustments();
        return { done: true, text: listAdjustments(adjustments, programme), data: adjustments };
      }
      case 'versions': {
        const versions = await store.programmes.versions(VERSIONS_SHOWN);
        return { done: true, text: listVersions(versions, programme.timezone), data: versions };
      }
      default:
        return order(programme, asked, who);
    }
  }

  return {
    handle(asked, who) {
      // One after the other: each is judged by what the one before has left.
      const queue = asked.kind === 'accept' || asked.kind === 'rollback' ? 'sources' : 'orders';
      const outcome = queues[queue]
        .then(() => answer(asked, who))
        .catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          return refused(`That could not be done: ${why}`);
        });
      queues[queue] = outcome;
      return outcome;
    },
  };
}

function refused(text: string): Outcome {
  return { done: false, text };
}
