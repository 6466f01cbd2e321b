import { keepTogether } from '../spacing.ts';
import { formatTime } from '../time.ts';
import type { AgendaPage, Cell } from './agendapages.ts';
import type { Scene } from './scene.ts';
import { topAt } from './timescale.ts';
import { programmeWords } from './wordsprogramme.ts';

const LABEL_HEIGHT = 2; // of a time on the axis, in em

/** Rooms as columns, time downwards, and a line at now. */
export function Agenda({ page, scene }: { page: AgendaPage; scene: Scene }) {
  const own = programmeWords[scene.locale.language];
  const columns = Math.max(1, page.rooms.length);
  return (
    <div class="agenda" data-testid="agenda">
      <div class="agenda-rooms">
        {page.rooms.map((room) => (
          <p key={room} class="agenda-room" data-here={room !== '' && room === scene.state.room}>
            <span class="agenda-name" dir="auto">
              {room === '' ? own.elsewhere : room}
            </span>
          </p>
        ))}
      </div>
      <div class="agenda-board" style={{ height: `${page.scale.tops.at(-1)}em` }}>
        <Axis page={page} scene={scene} />
        <div class="agenda-cells">
          {page.cells.map((cell) => (
            <AgendaCell key={cellKey(cell)} cell={cell} columns={columns} scene={scene} />
          ))}
        </div>
        <NowLine page={page} scene={scene} />
      </div>
    </div>
  );
}

function cellKey({ sessions: [session], column }: Cell): string {
  return `${column} ${session.id} ${session.startsAt}`;
}

/** Times at which something starts, as far as they stand apart. */
function Axis({ page, scene }: { page: AgendaPage; scene: Scene }) {
  const tops = page.cells.map(({ top, sessions: [session], carried }) => (carried ? null : { top, session }));
  const { nowAt } = scene;
  const nowTop = isOn(page, nowAt) ? topAt(page.scale, nowAt) : Number.NEGATIVE_INFINITY;
  let free = 0;
  const shown = tops
    .filter((label) => label !== null)
    .sort((a, b) => a.top - b.top)
    .filter(({ top, session }) => {
      const straight = Math.abs(topAt(page.scale, session.startsAt) - top) < 0.01;
      const underNow = Math.abs(top + 0.85 - nowTop) < LABEL_HEIGHT;
      if (!straight || top < free || underNow) return false;
      free = top + LABEL_HEIGHT;
      return true;
    });
  return (
    <div class="agenda-axis" aria-hidden="true">
      {shown.map(({ top, session }) => (
        <p key={top} style={{ top: `${top}em` }}>
          <span>{formatTime(session.startsAt, scene.locale)}</span>
        </p>
      ))}
    </div>
  );
}

function isOn({ fromAt, toAt }: AgendaPage, nowAt: number): boolean {
  return fromAt <= nowAt && nowAt < toAt;
}

function phaseOf(startsAt: number, endsAt: number, nowAt: number): 'past' | 'running' | 'coming' {
  if (endsAt <= nowAt) return 'past';
  return startsAt <= nowAt ? 'running' : 'coming';
}

function AgendaCell({ cell, columns, scene }: { cell: Cell; columns: number; scene: Scene }) {
  const [session, ...same] = cell.sessions;
  const own = programmeWords[scene.locale.language];
  const { nowAt, locale } = scene;
  const width = 100 / columns;
  const place = {
    top: `${cell.top}em`,
    height: `${cell.height}em`,
    left: cell.column === null ? '0' : `${cell.column * width}%`,
    width: cell.column === null ? '100%' : `${width}%`,
    '--lines': cell.lines,
  };
  const room = cell.column === null && same.length === 0 && session.kind !== 'break' ? session.room : '';
  const time = `${formatTime(session.startsAt, locale)}–${formatTime(session.endsAt, locale)}`;
  return (
    <article
      class="agenda-cell"
      style={place}
      data-phase={phaseOf(session.startsAt, session.endsAt, nowAt)}
      data-band={cell.column === null}
      data-cancelled={session.cancelled}
      data-carried={cell.carried}
      data-testid="agenda-cell"
    >
      <div class="agenda-card">
        {!cell.inline && <p class="agenda-time">{time}</p>}
        {cell.lines > 0 && (
          <p class="agenda-title" dir="auto">
            {cell.inline && <span class="agenda-time">{time}</span>}
            {cell.inline && ' '}
            {session.cancelled && <em class="agenda-cancelled">{own.cancelled} </em>}
            <span class="agenda-words">{keepTogether(session.title)}</span>
            {room !== '' && <span class="agenda-where"> · {room}</span>}
          </p>
        )}
        {cell.speakers && (
          <p class="agenda-speakers" dir="auto">
            {session.speakers.join(', ')}
          </p>
        )}
      </div>
    </article>
  );
}

function NowLine({ page, scene: { nowAt, locale } }: { page: AgendaPage; scene: Scene }) {
  if (!isOn(page, nowAt)) return null;
  return (
    <div
      class="agenda-now"
      style={{ transform: `translateY(${topAt(page.scale, nowAt)}em)` }}
      aria-hidden="true"
    >
      <span>{formatTime(nowAt, locale)}</span>
    </div>
  );
}
