import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BoxState, SessionView } from '../src/core/state.ts';
import { Message, useFittedTitle } from './message.tsx';
import { type PageView, usePage } from './page.ts';
import { keepTogether, type RoomView, viewRoom } from './room.ts';
import { formatDay, formatDuration, formatTime, formatWhen, type Locale } from './time.ts';
import { type Words, wordsOf } from './words.ts';

interface Scene {
  state: BoxState;
  view: RoomView;
  nowAt: number;
  locale: Locale;
  words: Words;
}

function Head({ state, view, nowAt, locale, words }: Scene) {
  const set = view.missing !== 'clock' && state.clock.quality !== 'unset';
  return (
    <header class="head">
      <p class="plate" data-testid="room">
        {state.room ?? words.noRoom}
      </p>
      <p class="event">
        <span>{state.event}</span>
        {set && <span class="day">{formatDay(nowAt, locale)}</span>}
      </p>
      {set && (
        <time class="clock" data-testid="clock">
          {formatTime(nowAt, locale)}
        </time>
      )}
    </header>
  );
}

function timeLine({ view, nowAt, locale, words }: Scene, session: SessionView): string {
  if (session.cancelled) return words.cancelled;
  if (view.phase === 'ended') return words.ended;
  if (view.phase === 'running') return words.timeLeft(formatDuration(session.endsAt - nowAt));
  const hours = 3_600_000;
  const soon = session.startsAt - nowAt < 12 * hours;
  return soon
    ? words.startsIn(formatDuration(session.startsAt - nowAt))
    : formatWhen(session.startsAt, nowAt, locale);
}

function Progress({ session, nowAt }: { session: SessionView; nowAt: number }) {
  const share = (nowAt - session.startsAt) / Math.max(1, session.endsAt - session.startsAt);
  const percent = 100 * Math.min(1, Math.max(0, share));
  return (
    <div class="progress" aria-hidden="true">
      <div class="progress-done" style={{ width: `${percent}%` }} />
    </div>
  );
}

/** The title and its speakers, as large as the room between head and foot allows. */
function Talk({ session, lead }: { session: SessionView; lead: string | null }) {
  return (
    <div class="talk" ref={useFittedTitle(session.title)}>
      {lead !== null && <p class="lead">{lead}</p>}
      <h1 class="title" data-testid="session-title">
        {keepTogether(session.title)}
      </h1>
      <p class="speakers" data-testid="speakers">
        {session.speakers.join(', ')}
      </p>
    </div>
  );
}

function Main(scene: Scene & { session: SessionView }) {
  const { session, view, nowAt, locale, words } = scene;
  return (
    <main class="main" data-phase={view.phase} data-kind={session.kind}>
      <Talk session={session} lead={view.phase === 'coming' ? words.coming : null} />
      <div class="time">
        <span class="from">{formatWhen(session.startsAt, nowAt, locale)}</span>
        <Progress session={session} nowAt={nowAt} />
        <span class="to">{formatTime(session.endsAt, locale)}</span>
        <strong class="left" data-testid="time-left">
          {timeLine(scene, session)}
        </strong>
      </div>
    </main>
  );
}

function Notice({ title, help }: { title: string; help: string }) {
  return (
    <main class="main main-notice">
      <h1 class="title" data-testid="notice">
        {title}
      </h1>
      <p class="help">{keepTogether(help)}</p>
    </main>
  );
}

function Next({ view, nowAt, locale, words }: Scene) {
  if (view.next === null) return <p class="next" data-testid="next" />;
  return (
    <p class="next" data-testid="next">
      <span class="next-label">{words.next}</span>
      <span class="next-time">{formatWhen(view.next.startsAt, nowAt, locale)}</span>
      <span class="next-title">{keepTogether(view.next.title)}</span>
    </p>
  );
}

/** Which way to vote, and for what; it blinks once at every vote, without saying which it was. */
function Vote({ state, view, locale, words }: Scene) {
  const seq = state.lastVotes[0]?.seq ?? 0;
  const shown = useRef(seq);
  const [thanks, setThanks] = useState(false);
  useEffect(() => {
    if (seq === shown.current) return;
    shown.current = seq;
    setThanks(true);
    const timer = setTimeout(() => setThanks(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [seq]);

  const stopped = state.faults.find((fault) => fault.severity === 'error');
  if (stopped !== undefined) {
    return (
      <p class="vote vote-stopped" data-testid="fault" role="alert">
        <strong>{words.votingStopped}</strong> {stopped.message}
      </p>
    );
  }
  if (view.voting?.closesAt === undefined || view.voting.closesAt === null) return null;
  const until = formatTime(view.voting.closesAt, locale);
  const sameTalk = view.voting.id === view.main?.id;
  return (
    <p class="vote" data-testid="voting" data-thanks={thanks}>
      <span class="domes" aria-hidden="true">
        <span class="dome dome-minus">−1</span>
        <span class="dome dome-plus">+1</span>
      </span>
      <span>{sameTalk ? words.voteUntil(until) : words.voteFor(view.voting.title, until)}</span>
    </p>
  );
}

const THANKS_MS = 700;

function Screen({ state, nowAt }: { state: BoxState; nowAt: number }) {
  const view = viewRoom(state, nowAt);
  const locale = { language: state.language, timezone: state.clock.timezone };
  const scene: Scene = { state, view, nowAt, locale, words: wordsOf(state) };
  return (
    <>
      <Head {...scene} />
      {view.missing !== null && <Notice {...scene.words.missing[view.missing]} />}
      {view.main !== null && <Main {...scene} session={view.main} />}
      {state.notice !== null && <Message text={state.notice.text} words={scene.words} />}
      <footer class="foot">
        <Next {...scene} />
        <Vote {...scene} />
      </footer>
    </>
  );
}

function Connection({ state, connected }: PageView) {
  const words = wordsOf(state);
  const away = state === null ? words.connecting : words.reconnecting;
  return (
    <p
      class="connection"
      data-testid="connection"
      data-state={connected ? 'connected' : 'reconnecting'}
      role="status"
    >
      {connected ? '' : away}
    </p>
  );
}

function Kiosk() {
  const page = usePage();
  return (
    <div class="kiosk">
      {page.state !== null && <Screen state={page.state} nowAt={page.nowAt} />}
      <Connection {...page} />
    </div>
  );
}

const place = document.getElementById('page');
if (place !== null) render(<Kiosk />, place);
