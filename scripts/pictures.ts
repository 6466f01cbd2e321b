// Takes the README's pictures of a box, of a hub and of a box's screen that run, after npm run build:
// node --import tsx scripts/pictures.ts [FOLDER] [box | hub | screen]
import { mkdir } from 'node:fs/promises';
import { launchBrowser } from '../test/browser/browser.ts';
import { takeBox } from './pictures/box.ts';
import { takeHub } from './pictures/hub.ts';
import { takeScreen } from './pictures/screen.ts';

const [folder = 'display/pictures', only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  const takes = { box: takeBox, hub: takeHub, screen: takeScreen };
  for (const [name, take] of Object.entries(takes))
    if (only === undefined || only === name) await take(browser, folder);
} finally {
  await browser.close();
}
