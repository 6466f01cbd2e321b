import type { HubCommand } from '../../core/hub/command.ts';
import {
  type Facts,
  refuseBoxes,
  refuseCorrection,
  refuseNotice,
  refuseSettings,
} from '../../core/hub/judge.ts';
import type { Notice } from '../../core/hub/orders.ts';
import { correctionWords, noticeOrderWords } from '../../core/hub/words.ts';
import type { Organising, Outcome } from '../../core/organising.ts';
import type { Organiser } from '../organiser.ts';
import type { Wall } from '../wall/wall.ts';
import type { Admissions } from './admissions.ts';
import type { HubBasis } from './basis.ts';
import type { HubStore } from './ports.ts';
import type { Staff } from './staff.ts';

type Ask<K extends HubCommand['kind']> = Extract<HubCommand, { kind: K }>;

interface Deps {
  store: Pick<HubStore, 'votes' | 'rulings' | 'fleet' | 'people'>;
  basis: Pick<HubBasis, 'change' | 'known' | 'attribution'>;
  organiser: Organiser;
  admissions: Admissions;
  staff: Staff;
  wall: Pick<Wall, 'order'>;
  timezone: () => string;
  /** Now, epoch milliseconds. */
  now: () => number;
}

/** What organisers tell the hub. */
export interface Commands {
  /** Rejects when the store does not answer. */
  run(command: HubCommand, who: string): Promise<Outcome>;
}

export function createCommands(deps: Deps): Commands {
  const { store, basis, organiser, admissions, staff, timezone, now } = deps;

  /** @param all boxes that were revoked have votes, and may be corrected, too */
  async function facts(at: number, all = false): Promise<Facts> {
    const records = await store.fleet.boxes();
    const boxes = records.filter(({ revokedAt }) => all || revokedAt === null).map(({ box }) => box);
    return { boxes, sessions: basis.attribution().grounds.programme?.sessions ?? [], at };
  }

  async function programme({ asked }: Ask<'programme'>, who: string, at: number): Promise<Outcome> {
    const outcome = await organiser.handle(asked, who);
    const what = outcome.done ? wholesale(asked) : null;
    if (what !== null) await store.people.note({ at, who, what });
    return { ...outcome, text: outcome.text.replace(/\nTo take it back: .*$/, '') };
  }

  async function correct({ correction }: Ask<'correct'>, who: string, at: number): Promise<Outcome> {
    const why = refuseCorrection(correction, await facts(at, true));
    if (why !== null) return refused(why);
    const what = correctionWords(correction, timezone());
    await basis.change({ kind: 'correction', correction, at, who }, { at, who, what });
    return done(`Noted: ${what}. The votes count accordingly.`);
  }

  async function undoCorrection({ number }: Ask<'undo-correction'>, who: string, at: number) {
    const found = basis.known().corrections.find((one) => one.number === number);
    if (found === undefined || found.undone !== null)
      return refused(`There is no correction ${number} to undo.`);
    const what = `took back: ${correctionWords(found.correction, timezone())}`;
    await basis.change({ kind: 'undo-correction', number, at, who }, { at, who, what });
    return done('Taken back. The votes count as before.');
  }

  async function notice({ text, boxes, untilAt }: Ask<'notice'>, who: string, at: number): Promise<Outcome> {
    const why = refuseNotice({ text, boxes, untilAt }, await facts(at));
    if (why !== null) return refused(why);
    const words = noticeOrderWords({ text, boxes, untilAt }, timezone());
    const entry = { at, who, what: `notice ${words}` };
    const kept = await store.rulings.addNotice({ at, who, text, boxes, untilAt }, entry);
    return { ...done(`Shown: ${words}.`), data: kept };
  }

  async function endNotice({ number }: Ask<'end-notice'>, who: string, at: number): Promise<Outcome> {
    const found = (await store.rulings.notices()).find((one) => one.number === number);
    if (found === undefined || isOver(found, at)) return refused(`There is no notice ${number} to end.`);
    const what = `ended the notice ${noticeOrderWords({ ...found, untilAt: null }, timezone())}`;
    await store.rulings.endNotice(number, at, who, { at, who, what });
    return done('The notice is taken down.');
  }

  async function settings({ box, settings: asked }: Ask<'settings'>, who: string, at: number) {
    const why = refuseSettings(box, asked, await facts(at));
    const record = await store.fleet.box(box);
    if (why !== null || record === null) return refused(why ?? `No box "${box}" is paired.`);
    const { name, room, language, muted } = asked;
    const own = "the box's own";
    const sound = muted === null ? own : muted ? 'off' : 'on';
    const what = `${box}: name ${name || box}, room ${room ?? own}, language ${language ?? own}, sound ${sound}`;
    const kept = { name, room, language, muted, window: record.settings.window };
    const isSaved = await store.fleet.saveSettings(box, kept, { at, who, what });
    // Somebody may have revoked it since it was read.
    if (!isSaved) return refused(`No box "${box}" is paired.`);
    return done(`${name || box} is told.`);
  }

  async function leaveOut({ box, epoch, leftOut }: Ask<'leave-out'>, who: string, at: number) {
    const head = (await store.votes.heads(box)).find((one) => one.epoch === epoch);
    if (head === undefined) {
      const why = refuseBoxes([box], (await facts(at, true)).boxes);
      return refused(why ?? `${box} has no such log.`);
    }
    const log = `the log ${epoch.slice(0, 8)} of ${box}`;
    const what = leftOut ? `left out ${log}` : `took in again ${log}`;
    await store.votes.mark(box, epoch, { leftOut }, { at, who, what });
    return done(
      leftOut ? `The votes of ${log} are kept and do not count.` : `The votes of ${log} count again.`,
    );
  }

  async function publish({ isPublished }: Ask<'publish-results'>, who: string, at: number): Promise<Outcome> {
    const what = isPublished ? 'published the results on the screens' : 'took the results off the screens';
    await store.rulings.publishResults(isPublished, { at, who, what });
    return done(isPublished ? 'Screens may show the results.' : 'Screens show no results.');
  }

  return {
    run(command, who) {
      const at = Math.round(now());
      switch (command.kind) {
        case 'programme':
          return programme(command, who, at);
        case 'correct':
          return correct(command, who, at);
        case 'undo-correction':
          return undoCorrection(command, who, at);
        case 'notice':
          return notice(command, who, at);
        case 'end-notice':
          return endNotice(command, who, at);
        case 'settings':
          return settings(command, who, at);
        case 'leave-out':
          return leaveOut(command, who, at);
        case 'approve':
          return admissions.approve(command, who, at);
        case 'refuse':
          return admissions.refuse(command, who, at);
        case 'revoke':
          return admissions.revoke(command, who, at);
        case 'invite':
          return staff.invite(command, who, at);
        case 'change-role':
          return staff.changeRole(command, who, at);
        case 'remove-account':
          return staff.remove(command, who, at);
        case 'wall':
          return deps.wall.order(command.asked, who);
        case 'publish-results':
          return publish(command, who, at);
      }
    },
  };
}

/** What puts a whole programme in place of another; single orders are in the log where they are kept. */
function wholesale(asked: Organising): string | null {
  if (asked.kind === 'accept') return 'took the programme as its sources give it';
  if (asked.kind !== 'rollback') return null;
  return `rolled the programme back to ${asked.version === undefined ? 'the version before' : `version ${asked.version}`}`;
}

function isOver({ ended, untilAt }: Notice, at: number): boolean {
  return ended !== null || (untilAt !== null && untilAt <= at);
}

function done(text: string): Outcome {
  return { done: true, text };
}

function refused(text: string): Outcome {
  return { done: false, text };
}
