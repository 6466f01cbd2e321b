import { join } from 'node:path';
import express, { type Express } from 'express';
import type { Programme } from '../../core/programme.ts';
import type { BoxState } from '../../core/state.ts';

/** What `GET /healthz` says. */
export interface Healthz {
  ok: boolean;
  reasons: readonly string[];
}

/** What the read side of the API is made from. */
export interface Readable {
  /** Directory of the built pages. */
  pages: string;
  state: () => BoxState;
  programme: () => Programme | null;
  healthz: () => Healthz;
  /** Prometheus text, and its content type. */
  metrics: () => Promise<{ text: string; type: string }>;
}

const ASSET_AGE_MS = 31_536_000_000; // a year: the names of assets change with their content

/** The pages and the read side of the API (DESIGN section 9). */
export function addRoutes(app: Express, deps: Readable, simulated: boolean): void {
  app.use('/api', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.get('/api/state', (_request, response) => {
    response.json(deps.state());
  });
  app.get('/api/programme', (_request, response) => {
    const programme = deps.programme();
    if (programme === null) response.status(404).json({ error: 'there is no programme yet' });
    else response.json(programme);
  });
  app.get('/healthz', (_request, response) => {
    const healthz = deps.healthz();
    response.status(healthz.ok ? 200 : 503).json(healthz);
  });
  app.get('/metrics', async (_request, response) => {
    const { text, type } = await deps.metrics();
    response.setHeader('Content-Type', type).send(text);
  });
  addPages(app, deps.pages, simulated);
}

function addPages(app: Express, pages: string, simulated: boolean): void {
  const page = (file: string) => (_request: express.Request, response: express.Response) => {
    response.sendFile(file, { root: pages, headers: { 'Cache-Control': 'no-cache' } });
  };
  app.get('/', page('index.html'));
  if (simulated) app.get('/simulator', page('simulator.html'));
  app.use(
    '/assets',
    express.static(join(pages, 'assets'), { immutable: true, maxAge: ASSET_AGE_MS, index: false }),
  );
}
