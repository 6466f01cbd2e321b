import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadTheme } from '../../../src/adapters/theme/load.ts';
import { describeFault } from '../../../src/core/config.ts';
import { OWN_SCHEMES, themeCss } from '../../../src/core/theme.ts';

const directory = mkdtempSync(join(tmpdir(), 'likebox-theme-'));
after(() => rmSync(directory, { recursive: true }));
const FILE = join(directory, 'theme.toml');
const SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>';
const FONT = Buffer.from('wOF2 made for this test');
writeFileSync(join(directory, 'logo.svg'), SVG);
writeFileSync(join(directory, 'logo.png'), 'GIF89a');
writeFileSync(join(directory, 'Inter.woff2'), FONT);
writeFileSync(join(directory, 'Old.woff2'), 'wOFF the first');
writeFileSync(join(directory, 'large.webp'), '');
truncateSync(join(directory, 'large.webp'), 4_194_305);
mkdirSync(join(directory, 'folder.svg'));

function load(text: string) {
  writeFileSync(FILE, text);
  return loadTheme(FILE);
}

const faultsOf = (text: string) => load(text).faults.map(describeFault);

test('without a file the theme is that of LikeBox', () => {
  const { theme, faults } = loadTheme(null);
  assert.deepEqual(faults, []);
  assert.equal(theme.css, themeCss(OWN_SCHEMES, { regular: false, bold: false }));
  assert.deepEqual([...theme.assets], []);
});

test('a theme changes what it says, and brings its logo and its fonts', () => {
  const { theme, faults } = load(`
    name = "BreizhCamp"
    logo = "logo.svg"
    [fonts]
    regular = "Inter.woff2"
    [dark]
    accent = "#ffd24d"
    [light]
    accent = "#7a5500"
  `);
  assert.deepEqual(faults, []);
  const schemes = {
    dark: { ...OWN_SCHEMES.dark, accent: '#ffd24d' },
    light: { ...OWN_SCHEMES.light, accent: '#7a5500' },
  };
  assert.equal(theme.css, themeCss(schemes, { regular: true, bold: false }));
  assert.deepEqual(
    [...theme.assets],
    [
      ['logo', { bytes: Buffer.from(SVG), type: 'image/svg+xml' }],
      ['regular.woff2', { bytes: FONT, type: 'font/woff2' }],
    ],
  );
});

test('the version changes with a colour and with the bytes of a file, and not without', () => {
  const withLogo = 'logo = "logo.svg"';
  const first = load(withLogo).theme.version;
  assert.equal(load(`${withLogo}\nname = "camp"`).theme.version, first);
  assert.notEqual(load(`${withLogo}\ndark.line = "#333"`).theme.version, first);
  writeFileSync(join(directory, 'logo.svg'), `${SVG} `);
  assert.notEqual(load(withLogo).theme.version, first);
  writeFileSync(join(directory, 'logo.svg'), SVG);
  assert.equal(load(withLogo).theme.version, first);
});

const LOGO = 'theme logo: must name a file beside this one that ends in .svg, .png or .webp';
const FONTS = 'theme fonts.bold: must name a file beside this one that ends in .woff2';
const COLOUR = 'must be a colour like "#ffc61a"';

/** A faulty file, and what is said of it. */
const FAULTY: readonly [text: string, ...faults: string[]][] = [
  ['dark.accent = "gold"', `theme dark.accent: ${COLOUR}`],
  ['dark.accent = 7', `theme dark.accent: ${COLOUR}`],
  ['light.ink = "#000;} body{display:none"', `theme light.ink: ${COLOUR}`],
  ['light.ink = "#000\\n"', `theme light.ink: ${COLOUR}`],
  [
    'dark.inc = "#fff"',
    'theme dark.inc: unknown key (known here: ground, raised, line, ink, soft, accent, on_accent)',
  ],
  ['fonts.italic = "a.woff2"', 'theme fonts.italic: unknown key (known here: regular, bold)'],
  ['colour = "#fff"', 'theme colour: unknown key (known here: name, logo, fonts, dark, light)'],
  ['dark = "black"', 'theme dark: must be a table'],
  ['name = 7', 'theme name: must be a name in quotes'],
  ['logo = "../logo.svg"', LOGO],
  ['logo = "https://camp.example/logo.svg"', LOGO],
  ['logo = "logo.gif"', LOGO],
  ['logo = "none.svg"', 'theme logo: cannot use none.svg: there is no such file'],
  ['logo = "folder.svg"', 'theme logo: cannot use folder.svg: it is a directory'],
  ['logo = "logo.png"', 'theme logo: cannot use logo.png: it is no PNG picture'],
  ['logo = "large.webp"', 'theme logo: cannot use large.webp: it is larger than 4 MB'],
  ['fonts.bold = "Inter.ttf"', FONTS],
  ['fonts.bold = "Old.woff2"', 'theme fonts.bold: cannot use Old.woff2: it is no WOFF2 font'],
  [
    'dark.soft = "#5c646d"\nlogo = "none.svg"',
    'theme logo: cannot use none.svg: there is no such file',
    'theme dark.soft on dark.ground: contrast 3.1, needs 4.5: make it lighter',
    'theme dark.soft on dark.raised: contrast 2.8, needs 4.5: make it lighter',
  ],
];

for (const [text, ...faults] of FAULTY) {
  test(`a theme that says ${JSON.stringify(text)} is refused, and LikeBox's own stands in`, () => {
    assert.deepEqual(faultsOf(text), faults);
    assert.deepEqual(load(text).theme, loadTheme(null).theme);
  });
}

test('a theme that cannot be read is told by its path', () => {
  assert.deepEqual(loadTheme('/nowhere/theme.toml').faults.map(describeFault), [
    'display.theme: cannot read /nowhere/theme.toml: there is no such file',
  ]);
  assert.deepEqual(faultsOf('name = "camp"\nname = "camp"'), [
    `display.theme: ${FILE}, line 2, column 1: not valid TOML: trying to redefine an already defined table or value`,
  ]);
  writeFileSync(FILE, Buffer.from([0xff, 0xfe]));
  assert.deepEqual(loadTheme(FILE).faults.map(describeFault), [
    `display.theme: ${FILE}: not UTF-8 text: save it as UTF-8`,
  ]);
});
