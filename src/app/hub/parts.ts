import { NO_FIGURES } from '../../core/hub/ledger.ts';
import { standingNotices } from '../../core/hub/notices.ts';
import type { Notice } from '../../core/hub/orders.ts';
import type { AuditEntry } from '../../core/hub/records.ts';
import { resultsOf } from '../../core/hub/results.ts';
import type { AccountView, HubFacts, HubView, PairingView, Part, ResultsView } from '../../core/hub/view.ts';
import { correctionWords } from '../../core/hub/words.ts';
import { describeOrder } from '../../core/listing.ts';
import { type ProgrammeVersion, roomsOf } from '../../core/programme.ts';
import type { Wall } from '../wall/wall.ts';
import type { HubBasis } from './basis.ts';
import { fleetOf } from './fleetview.ts';
import type { HubStore } from './ports.ts';
import type { Follower } from './pushes.ts';
import type { Roll } from './roll.ts';
import type { Rooms } from './rooms.ts';
import type { ScreensPart } from './screens.ts';
import type { Standings } from './standings.ts';

interface Deps {
  store: Pick<HubStore, 'rulings' | 'people'>;
  basis: Pick<HubBasis, 'attribution' | 'known'>;
  roll: Roll;
  rooms: Rooms;
  standings: Standings;
  wall: Pick<Wall, 'desk'>;
  screens: () => Pick<ScreensPart, 'view'>;
  linked: () => ReadonlySet<string>;
  pairings: () => Promise<readonly PairingView[]>;
  facts: Pick<HubFacts, 'version' | 'event' | 'language'>;
  faults: () => HubFacts['faults'];
  /** Where the programme comes from, for people. */
  source: () => string;
  /** While there is no programme that says. */
  timezone: string;
  now: () => number;
}

/** What the parts of the dashboard are made of, where it has to be read before. */
export interface Parts {
  /** Reads what organisers have changed. Rejects when the store does not answer. */
  reload(): Promise<void>;
  make<P extends Part>(part: P, me: Follower): HubView[P];
  notices(): readonly Notice[];
  results(): ResultsView;
  timezone(): string;
}

const VERSIONS_SHOWN = 20;
const AUDIT_SHOWN = 200;
const NOTICES_SHOWN = 50;

export function createParts(deps: Deps): Parts {
  const { store, basis, roll, rooms, standings, linked, now } = deps;
  let notices: readonly Notice[] = [];
  let pairings: readonly PairingView[] = [];
  let accounts: readonly AccountView[] = [];
  let audit: readonly (AuditEntry & { number: number })[] = [];
  let versions: readonly ProgrammeVersion[] = [];

  const programme = () => basis.attribution().grounds.programme;
  const timezone = () => programme()?.timezone ?? deps.timezone;

  function hub(me: Follower): HubFacts {
    const said = roll.records().flatMap(({ box, settings }) => [settings.room, roll.last(box)?.health.room]);
    const named = [...said, ...standings.rooms()].flatMap((room) => room || []);
    const known = roomsOf(programme()?.sessions ?? []);
    return {
      ...deps.facts,
      conference: programme()?.name ?? '',
      timezone: timezone(),
      at: Math.round(now()),
      me,
      rooms: [...new Set([...known, ...named])],
      faults: deps.faults(),
    };
  }

  function programmeView(): HubView['programme'] {
    const { imported, adjustments } = basis.known();
    const orders = adjustments.toReversed().map(({ number, at, who, order, undone }) => ({
      ...{ number, at, who, undone },
      text: imported === null ? order.kind : describeOrder(order, imported),
    }));
    const sessions = (programme()?.sessions ?? []).map((session) => {
      const { id, title, speakers, room, startsAt, endsAt, kind, votable, cancelled, withdrawn } = session;
      return { id, title, speakers, room, startsAt, endsAt, kind, votable, cancelled, withdrawn };
    });
    const shown = versions.map(({ origin: _, ...version }) => version);
    return { sessions, orders, versions: shown, source: deps.source() };
  }

  function results(): ResultsView {
    const { counts, ledger } = standings;
    return resultsOf(
      programme(),
      ({ id, endsAt }) => ({ ...counts.of(id), figures: ledger(id)?.figures(endsAt) ?? NO_FIGURES }),
      counts.totals(),
    );
  }

  function fleet(): HubView['fleet'] {
    const { turns, grounds } = basis.attribution();
    const known = new Set([...turns.keys(), ...(grounds.programme?.sessions.map(({ room }) => room) ?? [])]);
    return fleetOf({ roll, standings, linked: linked(), roomOf: rooms.roomOf, rooms: known, at: now() });
  }

  /** Those that stand, and the last ones that do not any more. */
  function noticesShown(): readonly Notice[] {
    const standing = new Set(standingNotices(notices, now()));
    const over = notices.filter((notice) => !standing.has(notice)).slice(-NOTICES_SHOWN);
    return [...standing, ...over].sort((a, b) => b.number - a.number);
  }

  const makers: { [P in Part]: (me: Follower) => HubView[P] } = {
    hub,
    fleet,
    live: rooms.views,
    results,
    programme: programmeView,
    corrections: () =>
      basis
        .known()
        .corrections.map((kept) => ({ ...kept, text: correctionWords(kept.correction, timezone()) })),
    notices: noticesShown,
    pairings: () => pairings.filter(({ endsAt }) => now() < endsAt),
    accounts: ({ role }) => (role === 'organiser' ? accounts : []),
    audit: ({ role }) => (role === 'organiser' ? audit : []),
    wall: deps.wall.desk,
    screens: () => deps.screens().view(),
  };

  return {
    async reload() {
      const [known, waiting, people, log, kept] = await Promise.all([
        store.rulings.notices(),
        deps.pairings(),
        store.people.accounts(),
        store.people.audit(AUDIT_SHOWN),
        store.rulings.programmes.versions(VERSIONS_SHOWN),
        roll.reload(),
      ]);
      [notices, pairings, audit, versions] = [known, waiting, log, kept];
      accounts = people.map(({ name, role, createdAt }) => ({ name, role, createdAt }));
    },
    make: (part, me) => makers[part](me),
    notices: () => notices,
    results,
    timezone,
  };
}
