import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clock, percentile, print, round, timed } from './figures.ts';

const PORT = 20_000 + (process.pid % 20_000);
const ORIGIN = `http://127.0.0.1:${PORT}`;

function startBox(data: string) {
  const config = join(data, 'box.toml');
  const text = `[box]\nid = "bench"\nroom = "Amphi A"\ndata_dir = "${data}"\n[hardware]\nboard = "simulated"\n`;
  writeFileSync(config, `${text}[display]\nlisten = "127.0.0.1:${PORT}"\n`);
  return spawn(process.execPath, ['dist/main.js', 'box', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Punches as soon as anybody listens, until a vote is durable. */
async function firstVote(before: number): Promise<void> {
  const trace = {
    edges: [
      { afterMs: 0, button: 'plus', active: true },
      { afterMs: 13, button: 'plus', active: false },
    ],
  };
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(trace),
  };
  for (let tries = 0; tries < 5_000; tries += 1) {
    const played = await fetch(`${ORIGIN}/api/simulator/trace`, request).then(
      (answer) => answer.ok,
      () => false,
    );
    if (played) break;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (let tries = 0; tries < 5_000; tries += 1) {
    const state = await fetch(`${ORIGIN}/api/state`).then(
      (answer) => answer.json() as Promise<{ votes: { total: number } }>,
    );
    if (state.votes.total > before) return;
  }
  throw new Error('no vote was stored: this run measures nothing');
}

async function end(box: ReturnType<typeof spawn>): Promise<void> {
  const gone = new Promise((resolve) => box.once('exit', resolve));
  box.kill('SIGTERM');
  await gone;
}

/** From nothing to the first durable vote, on a box that has been started before, as after a power cut. */
export async function benchStart(folder: string, starts: number): Promise<void> {
  const data = mkdtempSync(join(folder, 'start-'));
  const samples = { vote: [] as number[], node: [] as number[] };
  for (let i = -1; i < starts; i += 1) {
    const nodeMs = timed(() => execFileSync(process.execPath, ['-e', '0']));
    const beganMs = clock.monoMs();
    const box = startBox(data);
    await firstVote(i + 1);
    const voteMs = clock.monoMs() - beganMs;
    if (i >= 0) {
      samples.vote.push(voteMs);
      samples.node.push(nodeMs);
    }
    await end(box);
  }
  print('start to first vote', {
    starts,
    voteMs: { min: round(Math.min(...samples.vote)), p50: round(percentile(samples.vote, 0.5)) },
    nodeMs: { min: round(Math.min(...samples.node)), p50: round(percentile(samples.node, 0.5)) },
    ratio: {
      min: round(Math.min(...samples.vote) / Math.min(...samples.node)),
      p50: round(percentile(samples.vote, 0.5) / percentile(samples.node, 0.5)),
    },
    aim: 'ratio.p50 <= 3',
  });
}

/** What a box holds that has nothing to do. */
export async function benchMemory(folder: string): Promise<void> {
  const box = startBox(mkdtempSync(join(folder, 'idle-')));
  await firstVote(0);
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const status = readFileSync(`/proc/${box.pid}/status`, 'utf8');
  const rssMb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
  await end(box);
  print('idle memory', { afterS: 20, rssMb: round(rssMb), aim: 'rssMb <= 80' });
}
