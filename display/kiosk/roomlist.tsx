import type { Session } from '../../src/core/programme.ts';
import { keepTogether } from '../spacing.ts';
import { formatTime } from '../time.ts';
import type { RoomRow } from './roomrows.ts';
import type { Scene } from './scene.ts';
import { programmeWords } from './wordsprogramme.ts';

/** Many rooms: what is on in each, and what comes next there. */
export function RoomList({ rows, scene }: { rows: readonly RoomRow[]; scene: Scene }) {
  const own = programmeWords[scene.locale.language];
  return (
    <div class="roomlist" data-testid="room-list">
      <p class="roomlist-heads" aria-hidden="true">
        <span />
        <span>{own.now}</span>
        <span>{own.next}</span>
      </p>
      {rows.map(({ room, now, next }) => (
        <section key={room} class="roomlist-row" data-here={room === scene.state.room} data-testid="room-row">
          <p class="roomlist-room" dir="auto">
            {room}
          </p>
          <Slot session={now} empty={own.nothingNow} scene={scene} now />
          <Slot session={next} empty={own.nothingNext} scene={scene} />
        </section>
      ))}
    </div>
  );
}

interface SlotProps {
  session: Session | null;
  empty: string;
  scene: Scene;
  now?: boolean;
}

function Slot({ session, empty, scene, now = false }: SlotProps) {
  const own = programmeWords[scene.locale.language];
  const kind = now ? 'now' : 'next';
  if (session === null)
    return (
      <p class="roomlist-slot roomlist-empty" data-slot={kind}>
        {empty}
      </p>
    );
  const { startsAt, endsAt, cancelled, title } = session;
  return (
    <p class="roomlist-slot" data-slot={kind} data-cancelled={cancelled} data-kind={session.kind}>
      <span class="roomlist-time">
        {now ? own.until(formatTime(endsAt, scene.locale)) : formatTime(startsAt, scene.locale)}
      </span>
      <span class="roomlist-title" dir="auto">
        {cancelled && <em class="agenda-cancelled">{own.cancelled} </em>}
        <span class="agenda-words">{keepTogether(title)}</span>
      </span>
    </p>
  );
}
