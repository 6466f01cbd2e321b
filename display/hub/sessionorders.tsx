import { useState } from 'preact/hooks';
import type { Organising } from '../../src/core/organising.ts';
import { localDate, localTime } from '../../src/core/zone.ts';
import { SessionLine } from './bits.tsx';
import { useDesk } from './context.ts';
import { AskFirst, CommandDialog } from './dialog.tsx';
import { Input, type Option, Select } from './fields.tsx';
import type { ProgrammeSession } from './programme.tsx';
import { words } from './words.ts';
import { programmeWords } from './wordsprogramme.ts';

const DELAYS = [5, 10, 15, 30];

/** Shifts what is on in a room, and what follows it today. */
export function DelayRoom({ room }: { room: string }) {
  const { open, locale } = useDesk();
  return (
    <button type="button" class="small" onClick={() => open(<DelayDialog room={room} />)} data-testid="delay">
      {programmeWords[locale.language].delay}
    </button>
  );
}

function DelayDialog({ room }: { room: string }) {
  const own = programmeWords[useDesk().locale.language];
  const [minutes, setMinutes] = useState('10');
  return (
    <CommandDialog
      title={own.delayOf(room)}
      doIt={own.doDelay}
      command={() => ({ kind: 'programme', asked: { kind: 'delay', room, by: `${Number(minutes)}m` } })}
    >
      <p class="dialog-help">{own.delayHelp}</p>
      <div class="quick">
        {DELAYS.map((delay) => (
          <button
            key={delay}
            type="button"
            aria-pressed={minutes === String(delay)}
            onClick={() => setMinutes(String(delay))}
          >
            {delay} min
          </button>
        ))}
      </div>
      <Input
        label={own.minutes}
        name="minutes"
        type="number"
        min={1}
        max={720}
        value={minutes}
        onChange={setMinutes}
        required
      />
    </CommandDialog>
  );
}

/** Takes a session to another room or another time. */
export function MoveSession({ session }: { session: ProgrammeSession }) {
  const { open, locale } = useDesk();
  return (
    <button
      type="button"
      class="link"
      onClick={() => open(<MoveDialog session={session} />)}
      data-testid="move"
    >
      {programmeWords[locale.language].move}
    </button>
  );
}

function MoveDialog({ session }: { session: ProgrammeSession }) {
  const { hub, parts, locale } = useDesk();
  const own = programmeWords[locale.language];
  const before = {
    room: session.room,
    day: localDate(session.startsAt, locale.timezone),
    time: localTime(session.startsAt, locale.timezone),
  };
  const [room, setRoom] = useState(before.room);
  const [day, setDay] = useState(before.day);
  const [time, setTime] = useState(before.time);
  const known = new Set([...hub.rooms, ...(parts.programme?.sessions ?? []).map((other) => other.room)]);
  const rooms = [...known].filter((name) => name !== '');
  const command = () => {
    const moved = day !== before.day || time !== before.time;
    if (room === before.room && !moved) return own.nothingMoved;
    const start = day === before.day ? time : `${day}T${time}`;
    const asked: Organising = {
      kind: 'move',
      session: session.id,
      ...(room === before.room ? {} : { room }),
      ...(moved ? { start } : {}),
    };
    return { kind: 'programme', asked } as const;
  };
  return (
    <CommandDialog title={own.moveOf} doIt={own.doMove} command={command}>
      <div class="about">
        <SessionLine session={session} room />
      </div>
      <p class="dialog-help">{own.moveHelp}</p>
      <Select
        label={words[locale.language].room}
        name="room"
        value={room}
        onChange={setRoom}
        options={rooms.map((name): Option<string> => [name, name])}
      />
      <div class="side-by-side">
        <Input label={own.toDay} name="day" type="date" value={day} onChange={setDay} required />
        <Input label={own.toTime} name="time" type="time" value={time} onChange={setTime} required />
      </div>
    </CommandDialog>
  );
}

/** Ends what a session takes of votes. */
export function CancelSession({ session }: { session: ProgrammeSession }) {
  const own = programmeWords[useDesk().locale.language];
  return (
    <AskFirst
      label={own.cancel}
      name="cancel"
      kind="link"
      title={own.cancelOf}
      help={
        <>
          <div class="about">
            <SessionLine session={session} room />
          </div>
          <p>{own.cancelHelp}</p>
        </>
      }
      doIt={own.doCancel}
      leave={own.keep}
      command={{ kind: 'programme', asked: { kind: 'cancel', session: session.id } }}
    />
  );
}
