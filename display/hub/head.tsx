import { useEffect, useRef } from 'preact/hooks';
import { formatDuration, formatSeconds, formatWhen } from '../time.ts';
import { Text } from './bits.tsx';
import { useDesk } from './context.ts';
import type { Language } from './language.ts';
import { addressOf, PAGES, type PageName } from './route.ts';
import { countOf } from './standing.ts';
import { words } from './words.ts';

interface NavigationProps {
  page: PageName;
  choose(language: Language): void;
  onSignOut(): void;
}

/** Where one can go, who one is, and the way out. */
export function Navigation({ page, choose, onSignOut }: NavigationProps) {
  const { hub, parts, locale, organiser } = useDesk();
  const common = words[locale.language];
  const waiting = parts.pairings?.length ?? 0;
  const posts = parts.wall?.waiting ?? [];
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [page]);
  const other = locale.language === 'fr' ? 'en' : 'fr';
  return (
    <header class="side">
      <div class="side-head">
        <span class="brand-mark" aria-hidden="true">
          <i>−1</i>
          <i>+1</i>
        </span>
        <Text class="side-event" text={hub.conference || hub.event} />
      </div>
      <nav aria-label={common.navigation}>
        <ul>
          {PAGES.map((name) => (
            <li key={name}>
              <a
                href={addressOf(name)}
                ref={name === page ? here : null}
                aria-current={name === page ? 'page' : undefined}
              >
                {name === 'accounts' && !organiser ? common.account : common.pages[name]}
                {name === 'pairing' && waiting > 0 && (
                  <span class="badge" data-testid="badge" title={common.waiting(waiting)}>
                    {waiting}
                  </span>
                )}
                {name === 'wall' && posts.length > 0 && (
                  <span class="badge" data-testid="badge-wall" title={common.postsWaiting(countOf(posts))}>
                    {countOf(posts)}
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="side-foot">
        <p>
          <Text text={hub.me.name} /> {!organiser && <span class="soft">{common.viewer}</span>}
        </p>
        <button type="button" class="link" lang={other} onClick={() => choose(other)} data-testid="language">
          {common.otherLanguage}
        </button>
        <button type="button" class="link" onClick={onSignOut} data-testid="sign-out">
          {common.signOut}
        </button>
      </div>
    </header>
  );
}

const MINUTE_MS = 60_000;

/** The name of the page, whether it is live, and what is wrong with the hub itself. */
export function Head({ title, connected, heardAt }: { title: string; connected: boolean; heardAt: number }) {
  const { hub, locale, nowAt } = useDesk();
  const common = words[locale.language];
  const ageMs = Math.max(0, nowAt - heardAt);
  const age = ageMs < MINUTE_MS ? common.seconds(Math.floor(ageMs / 1_000)) : formatDuration(ageMs);
  return (
    <div class="head">
      <h1>{title}</h1>
      <p
        class="connection figures"
        data-testid="connection"
        data-state={connected ? 'connected' : 'reconnecting'}
      >
        {connected ? common.connected : `${common.reconnecting} ${common.ageOf(age)}`}
        <time>{formatSeconds(nowAt, locale)}</time>
      </p>
      {hub.faults.length > 0 && (
        <ul class="advice" data-testid="hub-faults">
          {hub.faults.map(({ id, severity, message, sinceAt }) => (
            <li key={id} data-severity={severity}>
              <b>{common.hubFault}</b> <Text text={message} />{' '}
              <span class="soft">{common.since(formatWhen(sinceAt, nowAt, locale))}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
