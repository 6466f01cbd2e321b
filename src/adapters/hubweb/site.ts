import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Clock } from '../../app/ports.ts';
import { addDoor } from './door.ts';
import { sameSite } from './guard.ts';
import { createLiveFeed } from './live.ts';
import type { Accounts, Desk, Log } from './needs.ts';
import { addOffice } from './office.ts';
import { addScreens, type ScreenDocuments } from './screens.ts';
import { createTlsServer, type Upgrade } from './server.ts';

export interface SiteOptions {
  listen: { host: string; port: number };
  clock: Pick<Clock, 'every'>;
  log: Log;
  /** Directory of the built pages. */
  pages: string;
  event: string;
  accounts: Accounts;
  desk: Desk & { screens: ScreenDocuments };
  /** What boxes are served by. */
  boxes: {
    addRoutes(app: Express): void;
    upgrade: Upgrade;
    boxOf(request: IncomingMessage): Promise<object | null>;
  };
  healthz: () => { ok: boolean; reasons: readonly string[] };
  /** Prometheus text, and its content type. */
  metrics: () => Promise<{ text: string; type: string }>;
}

/** Everything that a hub serves, over TLS. */
export interface HubSite {
  /** Rejects with a sentence when it cannot listen. */
  start(identity: { cert: string; key: string; isSelfMade: boolean }): Promise<void>;
  stop(): Promise<void>;
  /** Null while it does not listen. */
  port(): number | null;
}

const ASSET_AGE_MS = 31_536_000_000; // a year: the names of assets change with their content
/** Browsers keep to TLS for so long, once the certificate is one that they trust. */
const TLS_ONLY_S = 604_800;
const NOTHING_HERE = 'there is nothing at this address';
/** Instead of words that name what is inside. */
const ERRORS: Record<number, string> = {
  400: 'this request makes no sense',
  404: NOTHING_HERE,
  413: 'this is more than the hub takes at once',
  415: 'send JSON, as application/json',
};
const INTERNAL = 'the hub could not do this: its log says why; try again';

/** Nothing is served before `start`, which can be called again after it has failed. */
export function createHubSite(options: SiteOptions): HubSite {
  const live = createLiveFeed(options);
  const { boxes, listen } = options;
  let isSelfMade = true;
  const app = createApp(options, live.review, () => isSelfMade);
  const server = createTlsServer({
    ...listen,
    log: options.log,
    app,
    upgrades: [boxes.upgrade, live.upgrade],
  });
  return {
    port: server.port,
    async start(identity) {
      isSelfMade = identity.isSelfMade;
      await server.start(identity);
      live.start();
    },
    async stop() {
      live.stop();
      await server.stop();
    },
  };
}

function createApp(options: SiteOptions, onEnded: () => void, isSelfMade: () => boolean): Express {
  const { accounts, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // answers change with every request; files bring their own
  app.use(protect(isSelfMade));
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(sameSite);
  options.boxes.addRoutes(app);
  addScreens(app, { screens: options.desk.screens, boxOf: options.boxes.boxOf, accounts });
  addDoor(app, { accounts, onEnded });
  addOffice(app, { ...options, onEnded });
  addMachine(app, options);
  addPages(app, options.pages);
  app.use((_request, response) => {
    response.status(404).json({ error: NOTHING_HERE });
  });
  app.use(answerErrors(log));
  return app;
}

/** Headers by which browsers keep other people's scripts, styles and frames out of the pages. */
function protect(isSelfMade: () => boolean): express.RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"], // the WebSocket of the same origin is among it
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  const strict = helmet.hsts({ maxAge: TLS_ONLY_S, includeSubDomains: false });
  return (request, response, next) =>
    // With a certificate that browsers do not trust, nobody could look past their warning any more.
    headers(request, response, (error) =>
      error || isSelfMade() ? next(error) : strict(request, response, next),
    );
}

function addMachine(app: Express, { healthz, metrics }: SiteOptions): void {
  app.get('/healthz', (_request, response) => {
    const found = healthz();
    response.status(found.ok ? 200 : 503).json(found);
  });
  app.get('/metrics', async (_request, response) => {
    const { text, type } = await metrics();
    response.setHeader('Content-Type', type).send(text);
  });
}

function addPages(app: Express, pages: string): void {
  app.get('/', (_request: Request, response: Response) => {
    response.sendFile('hub.html', { root: pages, headers: { 'Cache-Control': 'no-cache' } });
  });
  app.use(
    '/assets',
    express.static(join(pages, 'assets'), { immutable: true, maxAge: ASSET_AGE_MS, index: false }),
  );
}

/** Bodies that are too large or not JSON come here as errors with a status of their own. */
function answerErrors(log: Log): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const status = typeof error.status === 'number' ? error.status : 500;
    // The route and not the path, in which an invitation has its token.
    const route = `${request.method} ${request.route?.path ?? 'beside every route'}`;
    if (status >= 500) log.error({ err: error, route }, 'a request could not be answered');
    if (response.headersSent) response.destroy();
    else response.status(status).json({ error: ERRORS[status] ?? INTERNAL });
  };
}
