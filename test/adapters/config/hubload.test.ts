import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadHubConfig } from '../../../src/adapters/config/hubload.ts';
import { describeFault } from '../../../src/core/config.ts';
import type { HubConfig } from '../../../src/core/hubconfig.ts';

const directory = mkdtempSync(join(tmpdir(), 'likebox-config-'));
after(() => rmSync(directory, { recursive: true }));
const FILE = join(directory, 'hub.toml');

const DEFAULTS: HubConfig = {
  event: 'camp',
  language: 'fr',
  listen: { host: '0.0.0.0', port: 8443 },
  address: null,
  dataDir: '/var/lib/likebox',
  database: 'sqlite',
  tls: null,
  window: { openAfterMs: 600_000, closeAfterMs: 900_000 },
  programme: {
    sources: [],
    format: 'auto',
    reading: 'auto',
    timezone: 'Europe/Paris',
    refresh: '*/5 * * * *',
  },
  images: null,
  wall: { sources: [] },
};

function load(text: string) {
  writeFileSync(FILE, text);
  return loadHubConfig(FILE);
}

const faultsOf = (text: string) => load(text).faults.map(describeFault);

/** What a file says, and what it changes in the defaults. */
const SAID: readonly [text: string, changed: Partial<HubConfig>][] = [
  ['', {}],
  ['language = "en"', { language: 'en' }],
  ['server.listen = "127.0.0.1:9443"', { listen: { host: '127.0.0.1', port: 9443 } }],
  ['server.listen = "[::]:443"', { listen: { host: '::', port: 443 } }],
  ['server.address = "hub.local"', { address: 'hub.local' }],
  ['server.address = "[fd00::7]"', { address: '[fd00::7]' }],
  ['server.data_dir = "/srv/likebox"', { dataDir: '/srv/likebox' }],
  ['server.database = "sqlite"', {}],
  ['server.database = "postgres://u:p@host/db"', { database: 'postgres://u:p@host/db' }],
  ['tls = { certificate = "/a.pem", key = "/a.key" }', { tls: { certificate: '/a.pem', key: '/a.key' } }],
  ['voting.open_after = "5m"', { window: { openAfterMs: 300_000, closeAfterMs: 900_000 } }],
  ['voting.close_after = "1h"', { window: { openAfterMs: 600_000, closeAfterMs: 3_600_000 } }],
  ['programme.source = "demo:"', { programme: { ...DEFAULTS.programme, sources: ['demo:'] } }],
  ['programme.source = ["a", "b"]', { programme: { ...DEFAULTS.programme, sources: ['a', 'b'] } }],
  ['programme.reading = "wall"', { programme: { ...DEFAULTS.programme, reading: 'wall' } }],
  ['programme.timezone = "UTC"', { programme: { ...DEFAULTS.programme, timezone: 'UTC' } }],
  ['display.images = "/srv/sponsors"', { images: '/srv/sponsors' }],
  ['programme.refresh = "@hourly"', { programme: { ...DEFAULTS.programme, refresh: '@hourly' } }],
];

for (const [text, changed] of SAID) {
  test(`a hub.toml that says "${text}" changes that and nothing else`, () => {
    assert.deepEqual(load(`event = "camp"\n${text}`), { config: { ...DEFAULTS, ...changed }, faults: [] });
  });
}

const A_DATABASE =
  'must be "sqlite", or the address of a PostgreSQL like "postgres://user:password@host/likebox"';

/** A faulty line, and what is said of it. */
const FAULTY: readonly [text: string, ...faults: string[]][] = [
  ['server.lisen = "1.2.3.4:5"', 'server.lisen: unknown key (did you mean listen?)'],
  ['sever = { }', 'sever: unknown key (did you mean server?)'],
  ['language = "de"', 'language: must be one of "fr", "en", not "de"'],
  ['server.listen = 8443', 'server.listen: must be ADDRESS:PORT, for example "0.0.0.0:8443", not 8443'],
  ['server.listen = "h:99999"', 'server.listen: must have a port of at most 65535, not "h:99999"'],
  [
    'server.address = "https://hub"',
    'server.address: must be the name or address that people reach the hub by, for example "hub.local", not "https://hub"',
  ],
  ['server.database = "mysql://u:secret@host/db"', `server.database: ${A_DATABASE}`],
  ['server.database = "postgres://host"', `server.database: ${A_DATABASE}`],
  ['server.database = "postgres://u:50%@host/db"', `server.database: ${A_DATABASE}`],
  ['server.database = 7', `server.database: ${A_DATABASE}`],
  ['tls.certificate = "/a.pem"', 'tls.key: must be there too: a certificate and its key go together'],
  ['tls.key = "/a.key"', 'tls.certificate: must be there too: a certificate and its key go together'],
  ['voting.open_after = "10"', 'voting.open_after: must be a duration like "10m", "90s" or "1h", not "10"'],
  [
    'programme.format = "ics"',
    'programme.format: must be "auto": formats are recognised from the bytes, not "ics"',
  ],
];

for (const [text, ...faults] of FAULTY) {
  test(`a hub.toml that says "${text}" is refused with a sentence that names the key`, () => {
    assert.deepEqual(faultsOf(`event = "camp"\n${text}`), faults);
  });
}

test('an event has to be named, by letters that fit into any key', () => {
  assert.deepEqual(faultsOf(''), ['event: must name the event, for example "breizhcamp-2026"']);
  assert.deepEqual(faultsOf('event = "Breizh Camp"'), [
    'event: must be lower-case letters, digits and hyphens, for example "breizhcamp-2026", not "Breizh Camp"',
  ]);
});

test('every fault of a hub.toml is said at once', () => {
  assert.equal(faultsOf('language = "de"\n[server]\nlisten = 1\nport = 2\n[tls]\nkey = "k"').length, 5);
});

test('a hub.toml that is not there, or no TOML, is refused', () => {
  assert.deepEqual(loadHubConfig('/nowhere/hub.toml').faults.map(describeFault), [
    'cannot read /nowhere/hub.toml: there is no such file',
  ]);
  assert.match(String(faultsOf('event = ')), /hub\.toml, line 1, column \d+: not valid TOML: /);
});
