import type { ConfigFault } from '../../core/config.ts';
import type { HubConfig } from '../../core/hubconfig.ts';
import { explain } from './explain.ts';
import { A_DATABASE, type HubFile, hubFile } from './hubschema.ts';
import { readToml } from './toml.ts';

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
  return { config: toConfig(parsed.data), faults: [] };
}

function toConfig({ event, language, server, tls, voting, programme }: HubFile): HubConfig {
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
  };
}

/** What is no address of a database may hold its password all the same. */
function withoutPassword(fault: ConfigFault): ConfigFault {
  return fault.key === 'server.database' ? { ...fault, message: A_DATABASE } : fault;
}
