import type { ComponentChildren } from 'preact';
import type { SessionShown } from '../../src/core/hub/view.ts';
import { keepTogether } from '../spacing.ts';
import { formatDuration, formatTime, formatWhen } from '../time.ts';
import { useDesk } from './context.ts';
import { words } from './words.ts';

const MINUTE_MS = 60_000;

/** What a person wrote, in its own direction, and never wider than its place. */
export function Text({ text, class: name = 'text' }: { text: string; class?: string }) {
  return (
    <span class={name} dir="auto">
      {keepTogether(text)}
    </span>
  );
}

/** A small label with a shape of its own, so that it does not speak by its colour alone. */
export function Chip({
  tone,
  children,
}: {
  tone: 'good' | 'warning' | 'error' | 'quiet';
  children: ComponentChildren;
}) {
  return (
    <span class="chip" data-tone={tone}>
      {children}
    </span>
  );
}

/** What stands where nothing is yet, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty" data-testid="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

/** A heading with what belongs beside it. */
export function Section({
  title,
  aside,
  children,
  name,
}: {
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
  name?: string;
}) {
  return (
    <section class="section" data-testid={name}>
      <div class="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** How long ago an instant was: `3 min ago`; never for null. */
export function Ago({ at }: { at: number | null }) {
  const { nowAt, locale } = useDesk();
  const { ago, never, now } = words[locale.language];
  if (at === null) return <>{never}</>;
  const ageMs = nowAt - at;
  if (ageMs < MINUTE_MS) return <time>{now}</time>;
  if (ageMs > 12 * 60 * MINUTE_MS) return <time>{formatWhen(at, nowAt, locale)}</time>;
  return (
    <time title={formatWhen(at, nowAt, locale)}>
      {ago(formatDuration(Math.floor(ageMs / MINUTE_MS) * MINUTE_MS))}
    </time>
  );
}

/** A session by its title, times and speakers, and its room where that is not said around it. */
export function SessionLine({ session, room = false }: { session: SessionShown; room?: boolean }) {
  const { locale, nowAt } = useDesk();
  return (
    <>
      <Text class="text session-title" text={session.title} />
      <span class="session-meta soft figures">
        {formatWhen(session.startsAt, nowAt, locale)}–{formatTime(session.endsAt, locale)}
        {room && session.room !== '' && (
          <>
            {' '}
            · <Text text={session.room} />
          </>
        )}
        {session.speakers.length > 0 && (
          <>
            {' '}
            · <Text text={session.speakers.join(', ')} />
          </>
        )}
      </span>
    </>
  );
}

/** Pairs of a word and what it is. */
export function Facts({ of: pairs }: { of: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {pairs.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
