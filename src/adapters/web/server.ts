import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';

export interface WebServer {
  /** Listens, and says where. Rejects with a sentence when it cannot. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `http://127.0.0.1:8080`; null while it does not listen. */
  address(): string | null;
}

interface Deps {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Adds the routes. */
  routes: (app: Express) => void;
  /** Adds what else lives on the server, and undoes it. */
  attach: (server: Server) => () => void;
}

const WHY: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `port ${port} of ${host} is in use by another program: stop that one, or set display.listen`,
  EACCES: (_, port) => `port ${port} is for root only: set display.listen to a port above 1023`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this computer: set display.listen`,
};

const NOTHING_HERE = 'there is nothing at this address';

/** An HTTP server for the pages and the API; it can be started again after a failed start. */
export function createWebServer({ host, port, routes, attach }: Deps): WebServer {
  let server: Server | null = null;
  let detach = () => {};
  return {
    start() {
      const next = createServer(createApp(routes));
      return new Promise((resolve, reject) => {
        next.once('error', (error: NodeJS.ErrnoException) => {
          const sentence = WHY[error.code ?? '']?.(host, port) ?? error.message;
          reject(new Error(sentence, { cause: error }));
        });
        next.listen(port, host, () => {
          server = next;
          detach = attach(next);
          resolve();
        });
      });
    },
    stop() {
      const closing = server;
      server = null;
      detach();
      if (closing === null) return Promise.resolve();
      return new Promise((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
    address() {
      const bound = server?.address();
      if (bound === null || bound === undefined || typeof bound === 'string') return null;
      return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
    },
  };
}

function createApp(routes: (app: Express) => void): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // states change with every request; files bring their own
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
          imgSrc: ["'self'", 'data:'],
        },
      },
      strictTransportSecurity: false, // plain HTTP on the box's own address
    }),
  );
  routes(app);
  app.use((_request, response) => {
    response.status(404).json({ error: NOTHING_HERE });
  });
  app.use(answerError);
  return app;
}

/** Bodies that are too large or not JSON come here as errors with a status of their own. */
const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = typeof error.status === 'number' ? error.status : 500;
  response.status(status).json({ error: ERRORS[status] ?? String(error.message) });
};

/** Instead of words that name what is inside, such as the path of a page that was not built. */
const ERRORS: Record<number, string> = { 404: NOTHING_HERE, 500: 'internal error' };
