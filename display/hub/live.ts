import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { HubFacts, HubView, PartMessage } from '../../src/core/hub/view.ts';
import { browserPorts, createLink, type Link, type LinkView } from '../link.ts';
import { createBoxClock } from '../time.ts';
import { ask } from './api.ts';

/** The parts that have come so far. */
export type Parts = Partial<HubView>;

/** Whether somebody is signed in; `invited`: came by a one-time link. */
export type Stage =
  | { kind: 'asking'; unanswered: boolean }
  | { kind: 'invited'; token: string }
  | { kind: 'out' }
  | { kind: 'in' };

const RETRY_MS = 2_000;
const SECOND_MS = 1_000;
const INVITATION = /^#invite=([\w-]{1,200})$/;
const clock = createBoxClock(() => performance.now());

/** Takes the token of an invitation out of the address, so that it stays in no history and no picture. */
function takeInvitation(): string | null {
  const token = INVITATION.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(null, '', location.pathname);
  return token;
}

/** Who is in front of the page, asked again until the hub answers. */
export function useStage(): [Stage, (stage: Stage) => void] {
  const [stage, setStage] = useState<Stage>(() => {
    const token = takeInvitation();
    return token === null ? { kind: 'asking', unanswered: false } : { kind: 'invited', token };
  });
  useEffect(() => {
    const onHash = () => {
      const token = takeInvitation();
      if (token !== null) setStage({ kind: 'invited', token });
    };
    addEventListener('hashchange', onHash);
    onHash(); // it may have changed since the page was drawn first
    return () => removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    if (stage.kind !== 'asking') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const enquire = async () => {
      const { status } = await ask<HubFacts['me']>('me');
      if (left) return;
      if (status === 200) setStage({ kind: 'in' });
      else if (status === 401) setStage({ kind: 'out' });
      else {
        setStage({ kind: 'asking', unanswered: true });
        timer = setTimeout(enquire, RETRY_MS);
      }
    };
    void enquire();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [stage.kind]);
  return [stage, setStage];
}

/** One part in place of what was known of it; what cannot be read changes nothing. */
export function readPart(text: string, before: Parts | null): Parts {
  const { part, value } = JSON.parse(text) as PartMessage;
  return { ...before, [part]: value };
}

function followHub(onChange: (view: LinkView<Parts>) => void, onSignedOut: () => void): Link {
  const ports = browserPorts('/api/v1/live');
  let version: string | null = null;
  let left = false;
  const enquire = async () => {
    const { status } = await ask('me');
    if (status === 401 && !left) onSignedOut();
    if (status !== 200) throw new Error('the hub did not answer');
  };
  const link = createLink<Parts>(
    {
      ...ports,
      isTalkative: true,
      read: readPart,
      ask: enquire,
      open: (onMessage, onClose) =>
        ports.open(onMessage, () => {
          onClose();
          enquire().catch(() => {}); // the link tries again by itself
        }),
    },
    (view) => {
      version ??= view.state?.hub?.version ?? null;
      if (version !== null && view.state?.hub?.version !== version) location.reload();
      else onChange(view);
    },
  );
  return {
    ...link,
    stop() {
      left = true;
      link.stop();
    },
  };
}

/** What the dashboard is drawn from. */
export interface LiveView {
  parts: Parts;
  connected: boolean;
  /** By the hub's clock. */
  nowAt: number;
  /** When something last came, by the hub's clock. */
  heardAt: number;
}

/** Follows the hub, and draws again at each part and at each full second of the hub's clock. */
export function useLive(onSignedOut: () => void): LiveView {
  const [view, setView] = useState<LinkView<Parts>>({ state: null, connected: false });
  const [heardAt, setHeardAt] = useState(0);
  const [, setSecond] = useState(0);
  const hub = useRef<HubFacts | undefined>(undefined);
  const receive = useCallback((next: LinkView<Parts>) => {
    const said = next.state?.hub;
    if (said !== undefined && said !== hub.current) clock.set(said.at);
    hub.current = said;
    setView(next);
    if (next.connected) setHeardAt(clock.now());
  }, []);
  useEffect(() => {
    const link = followHub(receive, onSignedOut);
    const hurry = () => link.hurry();
    addEventListener('online', hurry);
    return () => {
      removeEventListener('online', hurry);
      link.stop();
    };
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setSecond(Math.floor(clock.now() / SECOND_MS));
      timer = setTimeout(tick, SECOND_MS - (clock.now() % SECOND_MS));
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return { parts: view.state ?? {}, connected: view.connected, nowAt: clock.now(), heardAt };
}
