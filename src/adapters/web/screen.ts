import type { Express } from 'express';
import type { ImagesDocument, ResultsDocument } from '../../core/display.ts';
import type { WallDocument } from '../../core/wall/view.ts';

/** What the kiosk GETs beside state and programme. */
export interface ScreenMatter {
  documents: () => {
    wall: WallDocument | null;
    results: ResultsDocument | null;
    images: ImagesDocument | null;
  };
  /** The bytes of a WebP picture of these documents; null when there is none of this digest. */
  picture: (digest: string) => Promise<Uint8Array | null>;
  theme: {
    version: string;
    css: string;
    /** By its name below /theme/. */
    assets: ReadonlyMap<string, { bytes: Uint8Array; type: string }>;
  };
}

const NONE = {
  wall: 'there is no wall yet',
  results: 'no results are published',
  images: 'there are no images',
} as const;

const YEAR = 'public, max-age=31536000, immutable'; // its name changes with its content
/** A logo is shown as a picture; whoever opens it by itself runs nothing of it either. */
const INERT = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

/** The routes of what the kiosk shows. */
export function addScreen(app: Express, { documents, picture, theme }: ScreenMatter): void {
  for (const name of ['wall', 'results', 'images'] as const) {
    app.get(`/api/${name}`, (_request, response) => {
      const document = documents()[name];
      if (document === null) response.status(404).json({ error: NONE[name] });
      else response.json(document);
    });
  }
  app.get(/^\/pictures\/([0-9a-f]{64})\.webp$/, async (request, response, next) => {
    const bytes = await picture(request.params[0] ?? '');
    if (bytes === null) next();
    else response.setHeader('Cache-Control', YEAR).type('image/webp').send(Buffer.from(bytes));
  });
  // Asked for again each time the page loads; what has not changed is not sent again.
  const tags = { 'Cache-Control': 'no-cache', ETag: `"${theme.version}"` };
  app.get('/theme.css', (_request, response) => {
    response.set(tags).type('text/css').send(theme.css);
  });
  for (const [name, { bytes, type }] of theme.assets) {
    app.get(`/theme/${name}`, (_request, response) => {
      response.set(tags).setHeader('Content-Security-Policy', INERT).type(type).send(Buffer.from(bytes));
    });
  }
  // The kiosk asks for it in any case: that there is none is no error in its console.
  app.get('/theme/logo', (_request, response) => {
    response.status(204).end();
  });
}
