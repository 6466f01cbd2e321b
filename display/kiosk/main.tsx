import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BoxState } from '../../src/core/state.ts';
import { usePage } from '../page.ts';
import { localeOf } from '../time.ts';
import { wordsOf } from '../words.ts';
import { Connection, isAway } from './connection.tsx';
import { createDocuments, documentsOf, type Holding } from './documents.ts';
import { browserMemory } from './memory.ts';
import { KIOSK_PAGES } from './pages.ts';
import { askedPage } from './rotation.ts';
import { schemeAt } from './scheme.ts';
import { Screen } from './screen.tsx';
import { setTheme } from './theme.ts';

const GET_TIMEOUT_MS = 10_000;
const NOT_FOUND = 404;

async function getJson(path: string): Promise<unknown> {
  const answer = await fetch(path, { signal: AbortSignal.timeout(GET_TIMEOUT_MS) });
  if (answer.status === NOT_FOUND) return null;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const memory = browserMemory();
const asked = askedPage(
  location.search,
  Object.values(KIOSK_PAGES).map(({ page }) => page),
);

/** The documents that the box names in its state. */
function useDocuments(state: BoxState | null, connected: boolean): Holding {
  const [holding, setHolding] = useState(memory.holding);
  const [reader] = useState(() =>
    createDocuments(
      { get: getJson, after: (delayMs, call) => void setTimeout(call, delayMs) },
      holding,
      (next) => {
        memory.keepHolding(next);
        setHolding(next);
      },
    ),
  );
  useEffect(() => {
    if (state !== null && connected) reader.follow(state.display.versions);
  }, [state, connected, reader]);
  return holding;
}

function Kiosk() {
  const page = usePage(memory);
  const { state, connected, nowAt } = page;
  const documents = documentsOf(useDocuments(state, connected));
  const scheme = state === null ? 'dark' : schemeAt(state, nowAt);
  const theme = state?.display.versions.theme ?? null;
  useEffect(() => {
    document.documentElement.dataset.scheme = scheme;
  }, [scheme]);
  useEffect(() => setTheme(theme), [theme]);
  return (
    <div class="kiosk">
      {state !== null && (
        <Screen
          scene={{
            ...{ state, nowAt, documents },
            ...{ locale: localeOf(state), words: wordsOf(state), isAway: isAway(page) },
          }}
          asked={asked}
        />
      )}
      <Connection {...page} />
    </div>
  );
}

const place = document.getElementById('page');
if (place !== null) render(<Kiosk />, place);
