import * as z from 'zod';
import { dataDir, language, listenAt, programme, voting } from './pieces.ts';
import { wall } from './wallschema.ts';

/** The tables and keys of hub.toml (DESIGN section 9), with their defaults. Unknown keys are refused. */

const LISTEN = '0.0.0.0:8443';
const AN_EVENT = 'must name the event, for example "breizhcamp-2026"';
const EVENT = /^[a-z0-9][a-z0-9-]{0,62}$/;
const A_NAME = 'must be the name or address that people reach the hub by, for example "hub.local"';
/** A name, an IPv4 address, or an IPv6 address in brackets. */
const NAME = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:]+\])$/i;
export const A_DATABASE =
  'must be "sqlite", or the address of a PostgreSQL like "postgres://user:password@host/likebox"';

function isDatabase(text: string): boolean {
  if (text === 'sqlite') return true;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol)) return false;
  return /^\/[^/]+$/.test(parsed.pathname) && !/%(?![0-9a-f]{2})/i.test(text);
}

const tls = z
  .strictObject({ certificate: z.string().min(1).optional(), key: z.string().min(1).optional() })
  .superRefine(({ certificate, key }, context) => {
    if ((certificate === undefined) === (key === undefined)) return;
    const missing = key === undefined ? 'key' : 'certificate';
    const message = 'must be there too: a certificate and its key go together';
    context.addIssue({ code: 'custom', path: [missing], message, input: undefined });
  })
  .prefault({});

/** The whole file. */
export const hubFile = z.strictObject({
  event: z
    .string(AN_EVENT)
    .regex(EVENT, 'must be lower-case letters, digits and hyphens, for example "breizhcamp-2026"'),
  language,
  server: z
    .strictObject({
      listen: listenAt(LISTEN).prefault(LISTEN),
      address: z.string(A_NAME).regex(NAME, A_NAME).optional(),
      data_dir: dataDir,
      database: z.string(A_DATABASE).refine(isDatabase, A_DATABASE).default('sqlite'),
    })
    .prefault({}),
  tls,
  voting,
  programme,
  display: z.strictObject({ images: z.string().min(1).optional() }).prefault({}),
  wall,
});

/** The file as it was checked. */
export type HubFile = z.output<typeof hubFile>;
