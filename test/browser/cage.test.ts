import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBox, type TestBox } from './box.ts';
import { type Cage, type Picture, startCage, until } from './cage.ts';

const DEMO = 'pages = ["room"]\n[programme]\nsource = "demo:"'; // the first line belongs to [display]
/** --ground of base.css. */
const GROUND = [15, 18, 22];
const BRIGHT = 200;

let box: TestBox;
let cage: Cage;
before(async () => {
  box = await startBox({ tables: DEMO });
  cage = startCage(`${box.origin}/`);
});
after(async () => {
  await cage?.end();
  await box?.remove();
});

const screens = async () => {
  const answer = await fetch(`${box.origin}/api/screens`).catch(() => null);
  return answer === null ? 0 : ((await answer.json()) as { screens: number }).screens;
};
const isBright = (pixel: readonly number[]) => pixel.every((part) => part > BRIGHT);

/** The page's ground along all four edges, and writing in every quarter: nothing lies over it, no part is missing. */
function isFilled({ width, height, pixel }: Picture): boolean {
  const isGround = (x: number, y: number) =>
    pixel(x, y).every((part, i) => Math.abs(part - (GROUND[i] ?? 0)) <= 2);
  const across = Array.from({ length: width }, (_, x) => x);
  const down = Array.from({ length: height }, (_, y) => y);
  const isEdged =
    across.every((x) => isGround(x, 0) && isGround(x, height - 1)) &&
    down.every((y) => isGround(0, y) && isGround(width - 1, y));
  const writes = (left: number, top: number) =>
    down
      .slice(top, top + height / 2)
      .some((y) => across.slice(left, left + width / 2).some((x) => isBright(pixel(x, y))));
  const quarters = [0, width / 2].flatMap((left) => [0, height / 2].map((top) => writes(left, top)));
  return isEdged && quarters.every(Boolean);
}

const fills = async () => isFilled(await cage.picture().catch(() => EMPTY));
const EMPTY: Picture = { width: 2, height: 2, pixel: () => [0, 0, 0] };

test('under the real compositor the page fills the output from edge to edge, with nothing over it', async () => {
  await until('the page to be open', async () => (await screens()) === 1);
  await until(`a picture that the page fills: ${cage.said()}`, fills);
});

test('the page outlives its daemon, and knows it again', async () => {
  const [browser] = cage.processes('');
  await box.kill();
  await until('a picture without the daemon', fills);
  await box.start();
  await until('the page to be back', async () => (await screens()) === 1);
  assert.deepEqual(cage.processes('').slice(0, 1), [browser]);
});

test('a page that crashed is missed, and a browser that crashed ends the kiosk, which systemd begins anew', async () => {
  for (const pid of cage.processes('renderer')) process.kill(pid, 'SIGKILL');
  assert.equal(await cage.ended(), 1);
  assert.match(cage.said(), /the browser has not shown the page for 5 s/);
  await cage.end();

  cage = startCage(`${box.origin}/`);
  await until('the page again', async () => (await screens()) === 1 && (await fills()));
  for (const pid of cage.processes('')) process.kill(pid, 'SIGKILL');
  assert.equal(await cage.ended(), 1);
  assert.match(cage.said(), /the browser has ended/);
  await cage.end();

  cage = startCage(`${box.origin}/`);
  await until(
    'the page once more, without a word of the crash',
    async () => (await screens()) === 1 && (await fills()),
  );
});
