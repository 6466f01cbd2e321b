import { useMemo } from 'preact/hooks';
import { formatDay, formatTime } from '../time.ts';
import { Agenda } from './agenda.tsx';
import { type AgendaPage, agendaPages, type Extent } from './agendapages.ts';
import { columnsOf } from './columns.ts';
import { type Day, dayAt, hasDay } from './day.ts';
import { Dots } from './dots.tsx';
import { useExtent } from './extent.ts';
import { Nothing } from './nothing.tsx';
import { RoomList } from './roomlist.tsx';
import { roomRows, rowPages } from './roomrows.ts';
import type { KioskPageView, Scene } from './scene.ts';
import { programmeWords } from './wordsprogramme.ts';

/** Of agenda.css and roomlist.css, in em: what lies beside and above the cells, and how high a row is. */
const AXIS = 5.4;
const ROOMS = 3;
const HEADS = 2.4;
const ROW = { wide: 5.3, narrow: 11 };
const NARROW = 60;

const MINUTE_MS = 60_000;

/** The pages of a day; those that are over are left out while others are not. */
function useAgenda(day: Day, extent: Extent | null, nowAt: number): AgendaPage[] | null {
  const { width, height } = extent ?? { width: 0, height: 0 };
  const pages = useMemo(
    () =>
      width === 0
        ? []
        : agendaPages(columnsOf(day.sessions), { width: width - AXIS, height: height - ROOMS }),
    [day, width, height],
  );
  const left = pages?.filter(({ toAt }) => toAt > nowAt);
  return left === undefined || left.length === 0 ? pages : left;
}

function Programme({ scene, turn }: { scene: Scene; turn: number }) {
  const sessions = scene.documents.programme?.sessions ?? [];
  const { timezone } = scene.locale;
  const minuteAt = scene.nowAt - (scene.nowAt % MINUTE_MS); // a board need not think anew each second
  const day = useMemo(() => dayAt(sessions, minuteAt, timezone), [sessions, minuteAt, timezone]);
  if (day === null) return <Nothing text={programmeWords[scene.locale.language].nothing} />;
  return <DayView day={day} scene={scene} turn={turn} />;
}

function DayView({ day, scene, turn }: { day: Day; scene: Scene; turn: number }) {
  const own = programmeWords[scene.locale.language];
  const [place, extent] = useExtent();
  const agenda = useAgenda(day, extent, scene.nowAt);
  const [{ startsAt }] = day.sessions;
  const high = (extent?.width ?? 0) < NARROW ? ROW.narrow : ROW.wide;
  const fits = Math.floor(((extent?.height ?? 0) - HEADS) / high);
  const lists = agenda === null ? rowPages(roomRows(day.sessions, scene.nowAt), fits) : [];
  const count = (agenda ?? lists).length;
  const index = count === 0 ? 0 : turn % count;
  const page = agenda?.[index];
  const rows = lists[index];
  return (
    <main class="programme" data-testid="programme">
      <header class="programme-head">
        <h1>{own.day(day.when, formatDay(startsAt, scene.locale))}</h1>
        {page !== undefined && count > 1 && (
          <p class="programme-part">
            {own.part(formatTime(page.fromAt, scene.locale), formatTime(page.toAt, scene.locale))}
          </p>
        )}
        <Dots page={index} pages={count} label={own.page(index + 1, count)} />
      </header>
      <div class="programme-place" ref={place}>
        {page !== undefined && <Agenda page={page} scene={scene} />}
        {rows !== undefined && <RoomList rows={rows} scene={scene} />}
      </div>
    </main>
  );
}

/** Today as columns of rooms, or room by room where there are many; after the last session, the next day. */
export const programmePage: KioskPageView = {
  page: 'programme',
  has: ({ documents, state, nowAt }) =>
    state.clock.quality !== 'unset' && hasDay(documents.programme?.sessions ?? [], nowAt),
  View: Programme,
};
