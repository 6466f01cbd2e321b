import { useRef } from 'preact/hooks';
import type { KioskPage } from '../../src/core/display.ts';
import { driftAt } from './drift.ts';
import { Head } from './head.tsx';
import { Message, noticeAt } from './message.tsx';
import { KIOSK_PAGES } from './pages.ts';
import { holdsRoom, viewRoom } from './room.ts';
import { advance, type Rotation } from './rotation.ts';
import type { Scene } from './scene.ts';
import { type Shown, Stage } from './stage.tsx';
import { Vote } from './vote.tsx';

const ROOM_ONLY = [{ page: 'room', forMs: 60_000 }] as const;

/** The pages that take turns now: those with something to show, the room alone while people leave it. */
function pagesNow(scene: Scene, asked: KioskPage | null) {
  if (asked !== null) {
    const forMs = scene.state.display.pages.find(({ page }) => page === asked)?.forMs;
    return [{ page: asked, forMs: forMs ?? ROOM_ONLY[0].forMs }];
  }
  if (holdsRoom(scene)) return ROOM_ONLY;
  const full = scene.state.display.pages.filter(({ page }) => KIOSK_PAGES[page].has(scene));
  return full.length === 0 ? ROOM_ONLY : full;
}

/** Why no votes are taken, over every page: whoever could help may pass at any time. */
function Fault({ state, words }: Scene) {
  const stopped = state.faults.find((fault) => fault.severity === 'error');
  if (stopped === undefined) return null;
  return (
    <p class="fault" data-testid="fault" role="alert">
      <strong>{words.votingStopped}</strong> {stopped.message}
    </p>
  );
}

/** The whole screen; `asked` is the page that its address names. */
export function Screen({ scene, asked }: { scene: Scene; asked: KioskPage | null }) {
  const rotation = useRef<Rotation | null>(null);
  const { state, nowAt } = scene;
  rotation.current = advance(rotation.current, pagesNow(scene, asked), nowAt);
  const notice = noticeAt(state, nowAt);
  const { page, turns } = rotation.current;
  const shown: Shown = { page, turn: turns[page] ?? 0 };
  const { x, y } = driftAt(nowAt);
  return (
    <>
      <div class="frame" data-page={page} style={{ translate: `${x}px ${y}px` }}>
        <Head {...scene} />
        <Stage shown={shown} scene={scene} />
        <Fault {...scene} />
      </div>
      {notice !== null && (
        <Message text={notice.text} words={scene.words}>
          <Vote {...scene} view={viewRoom(scene)} />
        </Message>
      )}
    </>
  );
}
