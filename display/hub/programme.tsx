import { useState } from 'preact/hooks';
import type { ProgrammeView } from '../../src/core/hub/view.ts';
import { localDate } from '../../src/core/zone.ts';
import { formatDay, formatTime } from '../time.ts';
import { Chip, Empty, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { Choice, type Option, Select } from './fields.tsx';
import { currentDay, daysOf } from './instants.ts';
import { Orders, Versions } from './orders.tsx';
import { CancelSession, DelayRoom, MoveSession } from './sessionorders.tsx';
import { words } from './words.ts';
import { programmeWords } from './wordsprogramme.ts';

export type ProgrammeSession = ProgrammeView['sessions'][number];

const OVER_MS = 3_600_000; // what has just ended may still take votes, and be talked about

function Marks({ session }: { session: ProgrammeSession }) {
  const { locale, nowAt } = useDesk();
  const own = programmeWords[locale.language];
  const common = words[locale.language];
  const over = session.cancelled || session.withdrawn;
  return (
    <>
      {session.cancelled && <Chip tone="warning">{common.cancelled}</Chip>}
      {session.withdrawn && <Chip tone="quiet">{common.withdrawn}</Chip>}
      {!over && session.startsAt <= nowAt && nowAt < session.endsAt && <Chip tone="good">{own.onNow}</Chip>}
      {!session.votable && session.kind !== 'break' && <Chip tone="quiet">{own.noVoting}</Chip>}
    </>
  );
}

function Slot({ session }: { session: ProgrammeSession }) {
  const { locale, organiser } = useDesk();
  const over = session.cancelled || session.withdrawn;
  return (
    <li class="slot" data-kind={session.kind} data-over={over} data-testid={`slot-${session.id}`}>
      <p class="slot-time figures">
        {formatTime(session.startsAt, locale)}–{formatTime(session.endsAt, locale)}
      </p>
      <div class="slot-what">
        <Text class="text session-title" text={session.title} />
        {session.speakers.length > 0 && <Text class="text soft" text={session.speakers.join(', ')} />}
        <p class="slot-marks">
          <Marks session={session} />
          {organiser && !session.withdrawn && <MoveSession session={session} />}
          {organiser && !over && session.kind !== 'break' && <CancelSession session={session} />}
        </p>
      </div>
    </li>
  );
}

function RoomOfDay({
  room,
  sessions,
  today,
}: {
  room: string;
  sessions: readonly ProgrammeSession[];
  today: boolean;
}) {
  const { locale, organiser } = useDesk();
  return (
    <section class="column" data-testid={`column-${room}`}>
      <div class="column-head">
        <h2>
          <Text text={room === '' ? words[locale.language].noRoom : room} />
        </h2>
        {organiser && today && room !== '' && <DelayRoom room={room} />}
      </div>
      <ol>
        {sessions.map((session) => (
          <Slot key={session.id} session={session} />
        ))}
      </ol>
    </section>
  );
}

function Filters(props: {
  days: readonly { day: string; at: number }[];
  day: string;
  onDay(day: string): void;
  rooms: readonly string[];
  room: string;
  onRoom(room: string): void;
}) {
  const { locale } = useDesk();
  const own = programmeWords[locale.language];
  const rooms = props.rooms.map((room): Option<string> => [room, room]);
  return (
    <div class="filters">
      <Choice
        label={own.day}
        name="day"
        value={props.day}
        onChange={props.onDay}
        options={props.days.map(({ day, at }): Option<string> => [day, formatDay(at, locale)])}
      />
      <Select
        label={words[locale.language].room}
        name="room-filter"
        value={props.room}
        onChange={props.onRoom}
        options={[['', own.allRooms], ...rooms]}
      />
    </div>
  );
}

function Days({ sessions }: { sessions: readonly ProgrammeSession[] }) {
  const { locale, nowAt } = useDesk();
  const { timezone } = locale;
  const own = programmeWords[locale.language];
  const days = daysOf(
    sessions.map(({ startsAt }) => startsAt),
    timezone,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const [only, setOnly] = useState('');
  const [past, setPast] = useState(false);
  const known = days.some(({ day }) => day === chosen) ? chosen : null;
  const day = known ?? currentDay(days, nowAt, timezone) ?? '';
  const whole = sessions.filter(({ startsAt }) => localDate(startsAt, timezone) === day);
  const today = day === localDate(nowAt, timezone);
  const isOver = ({ endsAt }: ProgrammeSession) => today && endsAt < nowAt - OVER_MS;
  const over = whole.filter(isOver).length;
  const ofDay = whole.filter((session) => past || !isOver(session));
  const all = [...new Set(sessions.map(({ room }) => room))].filter((room) => room !== '');
  const shown = [...new Set(ofDay.map(({ room }) => room))].filter((room) => only === '' || room === only);
  return (
    <>
      <Filters days={days} day={day} onDay={setChosen} rooms={all} room={only} onRoom={setOnly} />
      {over > 0 && (
        <button
          type="button"
          class="small fold"
          aria-expanded={past}
          onClick={() => setPast(!past)}
          data-testid="past"
        >
          {past ? own.hidePast : own.showPast(over)}
        </button>
      )}
      {shown.length === 0 && <p class="soft">{own.noneHere}</p>}
      <div class="columns" data-testid="programme">
        {shown.map((room) => (
          <RoomOfDay
            key={room}
            room={room}
            today={today}
            sessions={ofDay.filter((session) => session.room === room)}
          />
        ))}
      </div>
    </>
  );
}

/** All days and rooms, what organisers changed of them, and what was read from the source. */
export function Programme() {
  const { parts, locale } = useDesk();
  const own = programmeWords[locale.language];
  const { programme } = parts;
  if (programme === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  return (
    <>
      {programme.sessions.length === 0 ? (
        <Empty title={own.empty}>{own.emptyHelp}</Empty>
      ) : (
        <Days sessions={programme.sessions} />
      )}
      <Orders orders={programme.orders} />
      <Versions programme={programme} />
    </>
  );
}
