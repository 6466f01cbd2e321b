import type { HubCommand } from '../../core/hub/command.ts';
import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import type { Role } from '../../core/hub/records.ts';
import type { TallyKey } from '../../core/hub/tally.ts';
import type { HubFacts, PairingView, PartMessage, ResultsView } from '../../core/hub/view.ts';
import type { HealthFrame } from '../../core/link/frames.ts';
import type { Outcome } from '../../core/organising.ts';
import type { Programme } from '../../core/programme.ts';
import type { StoredVote } from '../../core/vote.ts';
import type { Faults } from '../faults.ts';
import type { Organiser } from '../organiser.ts';
import type { Cancel, Clock } from '../ports.ts';
import type { ProgrammeKeeper } from '../programme.ts';
import type { Wall } from '../wall/wall.ts';
import { createAdmissions } from './admissions.ts';
import type { HubBasis } from './basis.ts';
import { createCommands } from './commands.ts';
import { exportVotes } from './export.ts';
import { createHandouts } from './handouts.ts';
import type { HubLinks } from './links.ts';
import { createNotify } from './notify.ts';
import { createParts } from './parts.ts';
import type { HubStore } from './ports.ts';
import { createPushes } from './pushes.ts';
import { createRoll } from './roll.ts';
import { createRooms } from './rooms.ts';
import { createRounds } from './rounds.ts';
import { createScreens, type HubAlbum, type Screens } from './screens.ts';
import { createStaff } from './staff.ts';
import { createStandings } from './standings.ts';

/** What votes of one frame added to the tally. */
export type Counted = TallyKey & { plus: number; minus: number };

/** The organisers' desk: takes their commands, shows them what goes on, and says what boxes should know. */
export interface HubDesk {
  /** Does what an organiser asks and notes it in the audit log. Rejects only when the store does. */
  command(command: HubCommand, who: string): Promise<Outcome>;
  /**
   * Calls at once with every part, as `me` may see it, and again with each that changes, until cancelled. Everybody who
   * sees the same is given the same object, so that it has to be written out once only.
   */
  follow(me: { name: string; role: Role }, onPart: (message: PartMessage) => void): Cancel;
  results(): Promise<ResultsView>;
  /**
   * All votes as CSV, in pieces.
   * @param exact false: times rounded to the minute, so that nobody is found by the second of a punch
   */
  votesCsv(exact: boolean, write: (chunk: string) => void | Promise<void>): Promise<void>;
  /** With what organisers changed folded in; null before the first one. */
  programme(): { etag: string; value: Programme } | null;
  /** What a box GETs of its settings; the etag is opaque. */
  settings(box: string): Promise<{ etag: string; value: BoxSettings }>;
  /** The notices that this box shows now; the etag is opaque. */
  notices(box: string): { etag: string; value: BoxNotice[] };
  /** What the screens of all boxes GET. */
  readonly screens: Screens;
  /** A box has said how it is. */
  heard(box: string, health: HealthFrame): void;
  /** Votes of a box are durable; `tally` is what they added. */
  counted(box: string, votes: readonly StoredVote[], tally: readonly Counted[]): void;
}

/** The desk as a part of the hub. */
export interface DeskPart extends HubDesk {
  /** Reads everything once, and goes on watching. Rejects when the store does not answer. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A box is linked, or no more. */
  linksChanged(): void;
  /** A fault of the hub has begun or ended. */
  faultsChanged(): void;
}

export interface DeskDeps {
  clock: Clock;
  store: HubStore;
  basis: HubBasis;
  organiser: Organiser;
  keeper: Pick<ProgrammeKeeper, 'readAgain'>;
  wall: Wall;
  album: HubAlbum;
  /** Asked when it is needed, since links need a desk. */
  links: () => Pick<HubLinks, 'announce' | 'drop' | 'linked'>;
  /** Boxes that wait for an organiser. */
  pairings: () => Promise<readonly PairingView[]>;
  /** A new one-time link, and the digest under which its token is kept. */
  makeLink: () => { link: string; tokenDigest: string };
  facts: Pick<HubFacts, 'version' | 'event' | 'language'>;
  faults: Faults;
  /** Where the programme comes from, for people. */
  source: () => string;
  /** While there is no programme that says. */
  timezone: string;
  /** Other hub processes may write to the same store. */
  isShared: boolean;
}

const FEW = 10; // followers whom everything reaches ten times a second

export function createHubDesk(deps: DeskDeps): DeskPart {
  const { clock, store, basis, links } = deps;
  const linked = () => links().linked();
  const now = () => clock.wallAt();
  const roll = createRoll({ fleet: store.fleet, clock, linked });
  const standings = createStandings({
    ...{ votes: store.votes, basis, clock, isShared: deps.isShared },
    isWatched: () => pushes.followers() > 0,
    onLate: () => pushes.touch('live', 'results', 'fleet'),
  });
  const rooms = createRooms({ counting: basis.attribution, roll, standings });
  const parts = createParts({
    ...{ ...deps, roll, rooms, standings, linked, now },
    faults: deps.faults.list,
    screens: () => screens,
  });
  const pushes = createPushes({
    clock,
    make: parts.make,
    intervalMs(part) {
      if (part === 'fleet') return Math.max(1_000, roll.records().length * 2); // a large fleet is a long message
      if (part === 'results' || part === 'hub') return 1_000;
      return pushes.followers() > FEW ? 250 : 100;
    },
  });
  const handouts = createHandouts({ basis, roll, parts, now });
  const notify = createNotify({
    links,
    etagsOf: (box) => ({ settings: handouts.settings(box).etag, notices: handouts.notices(box).etag }),
  });
  const { timezone } = parts;
  const commands = createCommands({
    ...{ store, basis, organiser: deps.organiser, wall: deps.wall, timezone, now },
    admissions: createAdmissions({ fleet: store.fleet, basis, timezone }),
    staff: createStaff({ people: store.people, makeLink: deps.makeLink }),
  });
  const screens = createScreens({
    ...{ clock, rulings: store.rulings, wall: deps.wall, album: deps.album, isShared: deps.isShared },
    results,
    onChange(what) {
      notify.all(screens.etags());
      pushes.touch(what);
    },
    onTrouble: (error) => rounds.trouble(error),
  });
  const rounds = createRounds({
    ...{ ...deps, roll, rooms, standings, parts, pushes, notify, screens },
    programme: handouts.programme,
  });

  async function results(): Promise<ResultsView> {
    await rounds.settled();
    return parts.results();
  }

  return {
    start: rounds.start,
    stop: rounds.stop,
    linksChanged: () => pushes.touch('fleet'),
    faultsChanged: () => pushes.touch('hub'),
    async command(command, who) {
      // Another hub process may have changed what this one would judge by.
      if (deps.isShared) await rounds.look();
      const outcome = await commands.run(command, who);
      if (outcome.done) await rounds.look();
      return outcome;
    },
    follow(me, onPart) {
      const cancel = pushes.follow(me, onPart);
      rounds.hurry();
      return cancel;
    },
    results,
    screens,
    votesCsv: (exact, write) => exportVotes(deps, exact, write),
    programme: handouts.programme,
    async settings(box) {
      const kept = roll.record(box) ?? (await store.fleet.box(box));
      const found = handouts.settings(box, kept?.settings);
      notify.told(box, { settings: found.etag });
      return found;
    },
    notices(box) {
      const found = handouts.notices(box);
      notify.told(box, { notices: found.etag });
      return found;
    },
    heard(box, health) {
      roll.heard(box, health);
      pushes.touch('fleet');
    },
    counted(box, votes, tally) {
      standings.counted(box, votes, tally);
      pushes.touch('live', 'fleet', 'results');
    },
  };
}
