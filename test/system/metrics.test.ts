import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseMetrics } from '../fakes/prometheus.ts';
import { eventually, makeDirectory, startBox, writeConfig } from './process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'systemd/prometheus');
const RULES = join(FOLDER, 'likebox.rules.yml');
const NAME = /\b(?:likebox|process|nodejs)_[a-z0-9_]+\b/g;

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const NEEDS = { skip: hasPromtool ? false : 'promtool is missing: install the Debian package prometheus' };

function promtool(words: string[], input = ''): void {
  const { status, stdout, stderr } = spawnSync('promtool', words, { input, encoding: 'utf8' });
  assert.equal(status, 0, `promtool ${words.join(' ')}: ${stdout}${stderr}`);
}

/** The metrics of a hub that runs in a process of its own. */
async function scrapeHub(t: TestContext): Promise<string> {
  const directory = makeDirectory(t);
  const config = join(directory, 'hub.toml');
  const server = `{ listen = "127.0.0.1:0", data_dir = "${join(directory, 'data')}" }`;
  writeFileSync(config, `event = "camp"\nserver = ${server}\n`);
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js'), 'hub', '--config', config], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let address = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    address ||= (JSON.parse(line) as { address?: string }).address ?? '';
  });
  await eventually('a hub', async () => address !== '');
  return new Promise((resolve, reject) => {
    get(`${address}/metrics`, { rejectUnauthorized: false, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

async function scrapeBox(t: TestContext): Promise<string> {
  const box = startBox(t, writeConfig(makeDirectory(t)));
  await eventually('a healthy box', async () => (await box.get('/healthz')).status === 200);
  return box.text('/metrics');
}

const namesIn = (text: string) => new Set(text.match(NAME));
const told = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => [...parseMetrics(text).types.keys()]));

test('what box and hub tell keeps the conventions of Prometheus', NEEDS, async (t) => {
  promtool(['check', 'metrics'], await scrapeBox(t));
  promtool(['check', 'metrics'], await scrapeHub(t));
});

test('README names every metric and no other, and so do dashboard and rules with what they use', async (t) => {
  const all = told([await scrapeBox(t), await scrapeHub(t)]);
  assert.ok(all.has('likebox_votes_total') && all.has('likebox_hub_votes'));
  const [, chapter = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n### Metrics\n');
  assert.deepEqual([...namesIn(chapter.split('\n## ')[0] ?? '')].sort(), [...all].sort());
  for (const file of ['likebox.rules.yml', 'likebox.dashboard.json']) {
    const used = [...namesIn(readFileSync(join(FOLDER, file), 'utf8'))];
    assert.ok(used.length > 3, `${file} uses some`);
    const unknown = used.filter((name) => !all.has(name.replace(/_bucket$/, '')));
    assert.deepEqual(unknown, [], file);
  }
});

test('the rules load, and alert when they should and no sooner', NEEDS, () => {
  promtool(['check', 'rules', RULES]);
  promtool(['test', 'rules', join(FOLDER, 'likebox.rules.test.yml')]);
});
