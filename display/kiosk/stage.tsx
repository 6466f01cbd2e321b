import { Component, type ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KioskPage } from '../../src/core/display.ts';
import { KIOSK_PAGES } from './pages.ts';
import type { Scene } from './scene.ts';

/** So long two pages are drawn over each other: as long as both animations of frame.css take. */
export const FADE_MS = 1_700;
/** These have one part only, and stay as they are when their turn comes again. */
const STILL: readonly KioskPage[] = ['room', 'clock'];

/** A page and its turn. */
export interface Shown {
  page: KioskPage;
  turn: number;
}

interface GuardProps {
  turn: number;
  children: ComponentChildren;
}

/** A page that fails leaves its place empty until its next turn, and the rest of the screen as it is. */
class Guard extends Component<GuardProps, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate({ turn }: GuardProps) {
    if (this.state.failed && turn !== this.props.turn) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

function keyOf({ page, turn }: Shown): string {
  return STILL.includes(page) ? page : `${page} ${turn}`;
}

/** The page that is shown, over the one before until that has faded away. */
export function Stage({ shown, scene }: { shown: Shown; scene: Scene }) {
  const key = keyOf(shown);
  const current = useRef(shown);
  const leaving = useRef<Shown | null>(null);
  const [, setFaded] = useState('');
  if (keyOf(current.current) !== key) leaving.current = current.current;
  current.current = shown;
  useEffect(() => {
    const timer = setTimeout(() => {
      leaving.current = null;
      setFaded(key);
    }, FADE_MS);
    return () => clearTimeout(timer);
  }, [key]);

  const layers = leaving.current === null ? [shown] : [leaving.current, shown];
  return layers.map((layer) => {
    const { View } = KIOSK_PAGES[layer.page];
    const goes = layer === leaving.current;
    return (
      <div
        key={keyOf(layer)}
        class="layer"
        data-page={layer.page}
        data-goes={goes}
        data-comes={!goes && leaving.current !== null}
        aria-hidden={goes}
      >
        <Guard turn={layer.turn}>
          <View scene={scene} turn={layer.turn} />
        </Guard>
      </div>
    );
  });
}
