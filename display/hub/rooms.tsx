import type { RoomView, SessionShown } from '../../src/core/hub/view.ts';
import { formatTime, formatWhen } from '../time.ts';
import { Empty, SessionLine, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { Curve } from './curve.tsx';
import { formatShare, formatVotes } from './figures.ts';
import { addressOf } from './route.ts';
import { Split } from './share.tsx';
import { words } from './words.ts';
import { roomWords } from './wordsrooms.ts';

function boxNames(room: RoomView, names: ReadonlyMap<string, string>): string {
  return room.boxes.map((box) => names.get(box) ?? box).join(', ');
}

function Share({ room: { plus, minus } }: { room: RoomView }) {
  const { language } = useDesk().locale;
  const own = roomWords[language];
  const total = plus + minus;
  if (total === 0) return <p class="live-share soft">{own.noVotes}</p>;
  return (
    <p class="live-share figures" data-testid="share">
      <strong>{formatShare(plus / total, language)}</strong>
      <span class="soft">+1 · {formatVotes(total, language)}</span>
    </p>
  );
}

function Coming({ label, session }: { label: string; session: SessionShown | null }) {
  const { locale, nowAt } = useDesk();
  const own = roomWords[locale.language];
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {session === null ? (
          <span class="soft">{own.nothing}</span>
        ) : (
          <>
            <span class="figures soft">
              {formatWhen(session.startsAt, nowAt, locale)}–{formatTime(session.endsAt, locale)}
            </span>{' '}
            <Text text={session.title} />
          </>
        )}
      </dd>
    </div>
  );
}

/** What is on now and next, without what already stands above as the session that takes votes. */
function Schedule({ room }: { room: RoomView }) {
  const own = roomWords[useDesk().locale.language];
  return (
    <dl class="coming">
      {room.running?.id !== room.session?.id && <Coming label={own.running} session={room.running} />}
      <Coming label={own.next} session={room.next} />
    </dl>
  );
}

function Session({ room }: { room: RoomView }) {
  const own = roomWords[useDesk().locale.language];
  if (room.session === null) return <p class="soft live-session">{own.noSession}</p>;
  return (
    <div class="live-session" data-testid="session">
      <SessionLine session={room.session} />
    </div>
  );
}

function Heading({ room, level }: { room: RoomView; level: 'small' | 'large' }) {
  const { parts, locale } = useDesk();
  const own = roomWords[locale.language];
  const names = new Map(parts.fleet?.map(({ box, name }) => [box, name]));
  return (
    <div class="card-head">
      <div>
        <h2>
          <Text text={room.room === '' ? words[locale.language].noRoom : room.room} />
        </h2>
        <p class="soft">{room.boxes.length === 0 ? own.noBox : <Text text={boxNames(room, names)} />}</p>
      </div>
      <a
        class={level === 'small' ? 'more' : 'button small'}
        href={level === 'small' ? addressOf('live', room.room) : addressOf('live')}
      >
        {level === 'small' ? own.enlarge : own.back}
      </a>
    </div>
  );
}

function RoomCard({ room }: { room: RoomView }) {
  return (
    <li class="card" data-testid={`room-${room.room}`}>
      <Heading room={room} level="small" />
      <Session room={room} />
      {room.session !== null && (
        <>
          <Share room={room} />
          <Split plus={room.plus} minus={room.minus} />
          {room.minutes.length > 0 && <Curve room={room} />}
        </>
      )}
      <Schedule room={room} />
    </li>
  );
}

function LargeRoom({ room }: { room: RoomView }) {
  const own = roomWords[useDesk().locale.language];
  return (
    <section class="large-room" data-testid="large">
      <Heading room={room} level="large" />
      <Session room={room} />
      <Share room={room} />
      <Split plus={room.plus} minus={room.minus} />
      <h3>{own.perMinute}</h3>
      <p class="legend">
        <span class="plus">■ {own.plus}</span> <span class="minus">■ {own.minus}</span>
      </p>
      <Curve room={room} large />
      <Schedule room={room} />
    </section>
  );
}

/** The rooms as they are now, or one of them at large. */
export function Rooms({ room: wanted }: { room: string | null }) {
  const { parts, locale } = useDesk();
  const own = roomWords[locale.language];
  const { live } = parts;
  if (live === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  if (live.length === 0) return <Empty title={own.empty}>{own.emptyHelp}</Empty>;
  const one = live.find(({ room }) => room === wanted);
  if (one !== undefined) return <LargeRoom room={one} />;
  return (
    <>
      {wanted !== null && <p class="soft">{own.gone}</p>}
      <ul class="cards cards-wide" data-testid="live">
        {live.map((room) => (
          <RoomCard key={room.room} room={room} />
        ))}
      </ul>
    </>
  );
}
