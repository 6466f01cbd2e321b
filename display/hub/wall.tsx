import { useEffect, useRef } from 'preact/hooks';
import type { WallDeskView } from '../../src/core/wall/view.ts';
import { Chip } from './bits.tsx';
import { useDesk } from './context.ts';
import { Off, Shown } from './decided.tsx';
import { CommandButton } from './dialog.tsx';
import { GivenLine } from './orders.tsx';
import { Panic } from './panic.tsx';
import { takeBack } from './postmenu.tsx';
import { Queue } from './queue.tsx';
import { addressOf } from './route.ts';
import { countOf } from './standing.ts';
import { Rules } from './wallrules.tsx';
import { isIll, Sources } from './wallsources.tsx';
import { words } from './words.ts';
import { wallWords } from './wordswall.ts';

/** The queue first: it is what one comes for. */
const TABS = ['queue', 'shown', 'off', 'rules', 'sources', 'history'] as const;
type Tab = (typeof TABS)[number];

function SourcesInShort({ wall: { sources } }: { wall: WallDeskView }) {
  const own = wallWords[useDesk().locale.language];
  const ill = sources.filter(isIll).length;
  const said = () => {
    if (sources.length === 0) return <Chip tone="quiet">{own.noSources}</Chip>;
    if (ill === 0) return <Chip tone="good">{own.sourcesWell(sources.length)}</Chip>;
    return <Chip tone="warning">{own.sourcesIll(ill)}</Chip>;
  };
  return (
    <a class="bare" href={addressOf('wall', 'sources')} data-testid="sources-in-short">
      {said()}
    </a>
  );
}

function Tabs({ tab, wall }: { tab: Tab; wall: WallDeskView }) {
  const own = wallWords[useDesk().locale.language];
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [tab]);
  const counts: Partial<Record<Tab, readonly unknown[]>> = {
    queue: wall.waiting,
    shown: wall.shown,
    off: wall.off,
  };
  return (
    <nav class="tabs" aria-label={own.tabsLabel}>
      <ul>
        {TABS.map((name) => (
          <li key={name}>
            <a
              href={name === 'queue' ? addressOf('wall') : addressOf('wall', name)}
              ref={name === tab ? here : null}
              aria-current={name === tab ? 'page' : undefined}
              data-testid={`tab-${name}`}
            >
              {own.tabs[name]}
              {counts[name] !== undefined && <span class="tab-count figures"> {countOf(counts[name])}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function History({ rulings }: Pick<WallDeskView, 'rulings'>) {
  const own = wallWords[useDesk().locale.language];
  return (
    <>
      <p class="lead">{rulings.length === 0 ? own.historyEmpty : own.history}</p>
      <ul class="lines history" data-testid="rulings">
        {rulings.map((one) => (
          <GivenLine
            key={one.number}
            given={one}
            undo={<CommandButton label={own.undo} name="undo" command={takeBack(one.number)} />}
          />
        ))}
      </ul>
    </>
  );
}

function Part({ tab, wall }: { tab: Tab; wall: WallDeskView }) {
  switch (tab) {
    case 'queue':
      return <Queue wall={wall} />;
    case 'shown':
      return <Shown wall={wall} />;
    case 'off':
      return <Off wall={wall} />;
    case 'rules':
      return <Rules rules={wall.rules} />;
    case 'sources':
      return <Sources sources={wall.sources} />;
    case 'history':
      return <History rulings={wall.rulings} />;
  }
}

/** What people wrote about the event, and what of it screens may show. @param part one of the tabs */
export function Wall({ part }: { part: string | null }) {
  const { parts, locale, organiser } = useDesk();
  const { wall } = parts;
  if (wall === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  const tab = TABS.find((name) => name === part) ?? 'queue';
  return (
    <>
      <div class="wall-bar">
        <div class="wall-top">
          <SourcesInShort wall={wall} />
          {organiser && wall.clearedAt === null && <Panic />}
        </div>
        <Tabs tab={tab} wall={wall} />
      </div>
      <h2 class="hidden">{wallWords[locale.language].tabs[tab]}</h2>
      <Part key={tab} tab={tab} wall={wall} />
    </>
  );
}
