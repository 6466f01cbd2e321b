import type { SessionView } from '../../src/core/state.ts';
import { keepTogether } from '../spacing.ts';
import { formatDuration, formatTime } from '../time.ts';
import { Call } from './call.tsx';
import { Next, Then } from './next.tsx';
import { QrCode } from './qr.tsx';
import { type RoomView, viewRoom } from './room.ts';
import type { KioskPageView, Scene } from './scene.ts';
import { useFittedTitle } from './title.ts';
import { Vote } from './vote.tsx';
import { formatComingDay, SOON_MS } from './when.ts';

/** A longer address makes a code that no phone reads from its seat. */
const QR_TEXT_MAX = 200;

/** What each part of the room page shows from. */
export interface RoomScene extends Scene {
  view: RoomView;
}

function timeLine({ view, nowAt, locale, words }: RoomScene, session: SessionView): string {
  if (session.cancelled) return words.cancelled;
  if (session.endsAt <= nowAt) return words.ended;
  if (view.phase !== 'coming') return words.timeLeft(formatDuration(session.endsAt - nowAt));
  return session.startsAt - nowAt < SOON_MS
    ? words.startsIn(formatDuration(session.startsAt - nowAt))
    : formatComingDay(session.startsAt, nowAt, locale, words);
}

function Progress({ session, nowAt }: { session: SessionView; nowAt: number }) {
  const share = (nowAt - session.startsAt) / Math.max(1, session.endsAt - session.startsAt);
  return (
    <div class="progress" aria-hidden="true">
      <div class="progress-done" style={{ width: `${100 * Math.min(1, Math.max(0, share))}%` }} />
    </div>
  );
}

/** The title and its speakers, as large as the room between head and foot allows. */
function Talk({ session, lead }: { session: SessionView; lead: string | null }) {
  const speakers = session.speakers.join(', ');
  return (
    <div class="talk" ref={useFittedTitle(session.title, `${speakers}\n${lead}`)}>
      {lead !== null && <p class="lead">{lead}</p>}
      <h1 class="title" data-testid="session-title">
        {keepTogether(session.title)}
      </h1>
      <p class="speakers" data-testid="speakers">
        {speakers}
      </p>
    </div>
  );
}

/** Where to say more about a session that has begun; null when its programme names no address. */
function feedbackOf(session: SessionView, { view, words }: RoomScene) {
  const { feedbackUrl } = session;
  if (feedbackUrl === undefined || feedbackUrl.length > QR_TEXT_MAX || view.phase === 'coming') return null;
  return <QrCode text={feedbackUrl} label={words.feedback} />;
}

function Time(scene: RoomScene & { session: SessionView }) {
  const { session, nowAt, locale } = scene;
  return (
    <div class="time">
      <span class="from">{formatTime(session.startsAt, locale)}</span>
      <Progress session={session} nowAt={nowAt} />
      <span class="to">{formatTime(session.endsAt, locale)}</span>
      <strong class="left" data-testid="time-left">
        {timeLine(scene, session)}
      </strong>
    </div>
  );
}

function Main(scene: RoomScene & { session: SessionView }) {
  const { session, view, words } = scene;
  return (
    <>
      <div class="onair">
        <Talk session={session} lead={view.phase === 'coming' ? words.coming : null} />
        {feedbackOf(session, scene)}
      </div>
      <Time {...scene} />
    </>
  );
}

function Plain({ title, help }: { title: string; help: string }) {
  return (
    <div class="plain">
      <h1 class="title" data-testid="notice">
        {keepTogether(title)}
      </h1>
      <p class="help">{keepTogether(help)}</p>
    </div>
  );
}

function Room(scene: RoomScene) {
  const { view, words } = scene;
  const { main, missing, phase } = view;
  return (
    <main class="room" data-phase={phase} data-kind={main?.kind}>
      <div class="main">
        {missing !== null && <Plain {...words.missing[missing]} />}
        {main !== null && phase !== 'call' && <Main {...scene} session={main} />}
        {main !== null && phase === 'call' && (
          <Call {...scene} session={main} left={timeLine(scene, main)} aside={feedbackOf(main, scene)} />
        )}
      </div>
      {phase === 'late' && view.next !== null && <Then {...scene} next={view.next} />}
      <footer class="foot">
        {phase === 'late' ? null : <Next {...scene} />}
        {phase === 'call' ? null : <Vote {...scene} />}
      </footer>
    </main>
  );
}

/** This room: what is on or comes, and the call to punch when it ends. It always has something to say. */
export const roomPage: KioskPageView = {
  page: 'room',
  has: () => true,
  View: ({ scene }) => <Room {...scene} view={viewRoom(scene)} />,
};
