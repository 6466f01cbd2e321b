import type { ConfigFault } from '../../core/config.ts';
import type { HubConfig } from '../../core/hubconfig.ts';
import { explain } from './explain.ts';
import { A_DATABASE, type HubFile, hubFile } from './hubschema.ts';
import { readToml } from './toml.ts';
import { checkWall, toWall } from './walls.ts';

export const DEFAULT_HUB_FILE = '/etc/likebox/hub.toml';

/** A configuration, or every fault of it. */
export type LoadedHub =
  | { config: HubConfig; faults: readonly [] }
  | { config: null; faults: readonly ConfigFault[] };

/**
 * Reads and checks a hub.toml.
 * @param file null reads DEFAULT_HUB_FILE
 */
export function loadHubConfig(file: string | null): LoadedHub {
  const read = readToml(file, DEFAULT_HUB_FILE);
  return 'fault' in read ? { config: null, faults: [read.fault] } : checkHubConfig(read.document);
}

/** Checks a parsed document; every fault is listed, not only the first. */
export function checkHubConfig(document: unknown): LoadedHub {
  const parsed = hubFile.safeParse(document, { reportInput: true });
  if (!parsed.success) return { config: null, faults: explain(parsed.error, hubFile).map(withoutPassword) };
  const config = toConfig(parsed.data);
  const faults = checkWall(config.wall);
  return faults.length > 0 ? { config: null, faults } : { config, faults: [] };
}

function toConfig(file: HubFile): HubConfig {
  const { event, language, server, tls, voting, programme, display, wall } = file;
  const { source, ...asked } = programme;
  const { certificate, key } = tls;
  return {
    event,
    language,
    listen: server.listen,
    address: server.address ?? null,
    dataDir: server.data_dir,
    database: server.database,
    tls: certificate === undefined || key === undefined ? null : { certificate, key },
    window: { openAfterMs: voting.open_after, closeAfterMs: voting.close_after },
    programme: { ...asked, sources: source ?? [] },
    images: display.images ?? null,
    wall: toWall(wall),
  };
}

/** What is no address of a database may hold its password all the same. */
function withoutPassword(fault: ConfigFault): ConfigFault {
  return fault.key === 'server.database' ? { ...fault, message: A_DATABASE } : fault;
}
