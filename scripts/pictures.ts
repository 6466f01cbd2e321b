// Takes the README's pictures of a box and of a hub that run: node --import tsx scripts/pictures.ts [FOLDER] [box | hub]
// (after npm run build).
import { mkdir } from 'node:fs/promises';
import { launchBrowser } from '../test/browser/browser.ts';
import { takeBox } from './pictures/box.ts';
import { takeHub } from './pictures/hub.ts';

const [folder = 'display/pictures', only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  if (only !== 'hub') await takeBox(browser, folder);
  if (only !== 'box') await takeHub(browser, folder);
} finally {
  await browser.close();
}
