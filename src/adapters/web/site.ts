import type { Express } from 'express';
import type { Clock, Hand } from '../../app/ports.ts';
import type { BoxConfig } from '../../core/config.ts';
import { createLiveFeed } from './live.ts';
import { addRoutes, type Readable } from './routes.ts';
import { addScreen, type ScreenMatter } from './screen.ts';
import { createWebServer, type WebServer } from './server.ts';
import { addSimulator } from './simulator.ts';

interface Deps extends Readable, ScreenMatter {
  listen: BoxConfig['listen'];
  clock: Clock;
  /** Whether the screen is to show anything now. */
  isLit: () => boolean;
  /** The simulated board's hand; null on real lines, where nobody may press over the network. */
  hand: Hand | null;
}

/** Everything that a box serves over HTTP. */
export interface Site extends WebServer {
  /** The state has changed: whoever watches is told. */
  changed(): void;
}

/** Nothing is served before `start`. */
export function createSite({ listen, clock, hand, ...readable }: Deps): Site {
  const live = createLiveFeed(clock, readable.state);
  const routes = (app: Express) => {
    addRoutes(app, readable, hand !== null);
    addScreen(app, readable);
    // The screen's own unit asks whether its browser still shows the page.
    app.get('/api/screens', (_request, response) => {
      response.json({ screens: live.watching(), lit: readable.isLit() });
    });
    if (hand !== null) addSimulator(app, hand);
  };
  return { ...createWebServer({ ...listen, routes, attach: live.attach }), changed: live.changed };
}
