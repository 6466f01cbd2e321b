import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { HubCommand } from '../../src/core/hub/command.ts';
import type { Outcome } from '../../src/core/organising.ts';
import { Accounts } from './accounts.tsx';
import { ask, command } from './api.ts';
import { Boxes } from './boxes.tsx';
import { type Desk, DeskProvider } from './context.ts';
import { Corrections } from './corrections.tsx';
import { Head, Navigation } from './head.tsx';
import { browserLanguage, type Language } from './language.ts';
import { useLive } from './live.ts';
import { Message } from './message.tsx';
import { Notices } from './notices.tsx';
import { Pairing } from './pairing.tsx';
import { Cleared } from './panic.tsx';
import { Programme } from './programme.tsx';
import { Results } from './results.tsx';
import { Rooms } from './rooms.tsx';
import { type PageName, useRoute } from './route.ts';
import { Wall } from './wall.tsx';
import { words } from './words.ts';

interface FrameProps {
  chosen: Language | null;
  choose(language: Language): void;
  onSignedOut(): void;
}

function Page({ page, part }: { page: PageName; part: string | null }) {
  switch (page) {
    case 'boxes':
      return <Boxes />;
    case 'live':
      return <Rooms room={part} />;
    case 'wall':
      return <Wall part={part} />;
    case 'results':
      return <Results />;
    case 'programme':
      return <Programme />;
    case 'corrections':
      return <Corrections />;
    case 'notices':
      return <Notices />;
    case 'pairing':
      return <Pairing />;
    case 'accounts':
      return <Accounts />;
  }
}

/** What is around every page of somebody who is signed in. */
export function Frame({ chosen, choose, onSignedOut }: FrameProps) {
  const live = useLive(onSignedOut);
  const { page, part } = useRoute();
  const [said, setSaid] = useState<Outcome | null>(null);
  const [dialog, setDialog] = useState<ComponentChildren>(null);
  const { hub } = live.parts;
  const language = chosen ?? hub?.language ?? browserLanguage();
  const common = words[language];

  const give = useCallback(
    async (asked: HubCommand) => {
      const outcome = await command(asked, words[language].unheard);
      if (outcome.signedOut) onSignedOut();
      return outcome;
    },
    [language],
  );
  const title = page === 'accounts' && hub?.me.role === 'viewer' ? common.account : common.pages[page];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${title} · ${hub?.conference || hub?.event || 'LikeBox'}`;
  }, [language, title, hub?.conference, hub?.event]);
  useEffect(() => {
    scrollTo(0, 0);
    setDialog(null);
  }, [page, part]);

  if (hub === undefined) {
    return (
      <main class="waiting" aria-live="polite">
        {common.asking}
      </main>
    );
  }
  const desk: Desk = {
    hub,
    parts: live.parts,
    nowAt: live.nowAt,
    locale: { language, timezone: hub.timezone },
    organiser: hub.me.role === 'organiser',
    give,
    send: async (asked) => {
      const outcome = await give(asked);
      setSaid(outcome);
      return outcome;
    },
    say: setSaid,
    open: setDialog,
    close: () => setDialog(null),
  };
  const signOut = async () => {
    const { status, body, error } = await ask('sign-out', {});
    if (body !== null || status === 401) onSignedOut();
    else setSaid({ done: false, text: error || common.unheard });
  };
  return (
    <DeskProvider value={desk}>
      <div class="frame">
        <Navigation page={page} choose={choose} onSignOut={signOut} />
        <main class="main" data-page={page} data-testid="main">
          <Cleared />
          <Head title={title} connected={live.connected} heardAt={live.heardAt} />
          <Page page={page} part={part} />
        </main>
        {dialog}
        <Message said={said} onDismiss={() => setSaid(null)} />
      </div>
    </DeskProvider>
  );
}
