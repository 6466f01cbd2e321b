import type { Language, ProgrammeConfig } from './config.ts';
import type { WallConfig } from './wall/sources.ts';
import type { WindowRule } from './window.ts';

/** The configuration of a hub, checked and with every default filled in. Durations are milliseconds. */
export interface HubConfig {
  /** Names the event that votes belong to; another event in the same database has votes of its own. */
  event: string;
  language: Language;
  listen: { host: string; port: number };
  /** The name by which people and boxes reach the hub, `hub.local`; null: the computer's first address. */
  address: string | null;
  dataDir: string;
  /** `sqlite`, or the address of a PostgreSQL. */
  database: string;
  /** Files of an organisation's own certificate and key, PEM; null: the hub makes its own. */
  tls: { certificate: string; key: string } | null;
  window: WindowRule;
  programme: ProgrammeConfig;
  /** A directory of sponsors and maps that boxes show; null: none. */
  images: string | null;
  wall: WallConfig;
}
