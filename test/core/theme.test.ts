import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describeFault } from '../../src/core/config.ts';
import { COLOURS, checkSchemes, OWN_SCHEMES, type Scheme, themeCss } from '../../src/core/theme.ts';

const faultsOf = (dark: Partial<Scheme>, light: Partial<Scheme> = {}) =>
  checkSchemes({
    dark: { ...OWN_SCHEMES.dark, ...dark },
    light: { ...OWN_SCHEMES.light, ...light },
  }).map(describeFault);

test('the colours of LikeBox itself can be read', () => {
  assert.deepEqual(checkSchemes(OWN_SCHEMES), []);
});

test('the dark colours are those of all pages', () => {
  const css = readFileSync(new URL('../../display/base.css', import.meta.url), 'utf8');
  const found = COLOURS.map((name) => [
    name,
    new RegExp(`--${name.replace('_', '-')}: (#\\w+);`).exec(css)?.[1],
  ]);
  assert.deepEqual(Object.fromEntries(found), OWN_SCHEMES.dark);
});

/** What is changed, and what is said of it. */
const UNREADABLE: readonly [dark: Partial<Scheme>, light: Partial<Scheme>, ...faults: string[]][] = [
  [
    { soft: '#5c646d' },
    {},
    'theme dark.soft on dark.ground: contrast 3.1, needs 4.5: make it lighter',
    'theme dark.soft on dark.raised: contrast 2.8, needs 4.5: make it lighter',
  ],
  [
    {},
    { ink: '#8f8f8f' },
    'theme light.ink on light.ground: contrast 2.9, needs 4.5: make it darker',
    'theme light.ink on light.raised: contrast 3.2, needs 4.5: make it darker',
  ],
  [
    { accent: '#555', on_accent: '#fff' },
    {},
    'theme dark.accent on dark.ground: contrast 2.5, needs 3: make it lighter',
    'theme dark.accent on dark.raised: contrast 2.2, needs 3: make it lighter',
  ],
  [
    { on_accent: '#b08000' },
    {},
    'theme dark.on_accent on dark.accent: contrast 2.2, needs 4.5: make it darker',
  ],
  [
    {},
    { on_accent: '#c0a060' },
    'theme light.on_accent on light.accent: contrast 2.2, needs 4.5: make it lighter',
  ],
  [
    { ground: '#2f8f4f' },
    {},
    'theme dark.ink on dark.ground: contrast 3.6, needs 4.5: make it darker',
    'theme dark.soft on dark.ground: contrast 1.8, needs 4.5: make it darker',
    'theme dark.accent on dark.ground: contrast 2.5, needs 3: make it lighter',
    'theme dark.ground under the green of the votes: contrast 2, needs 3: make it darker',
    'theme dark.ground under the red of the votes: contrast 1.6, needs 3: make it darker',
  ],
];

for (const [dark, light, ...faults] of UNREADABLE) {
  test(`a theme with ${JSON.stringify({ dark, light })} is refused pair by pair`, () => {
    assert.deepEqual(faultsOf(dark, light), faults);
  });
}

test('a ratio just below what is needed is not rounded up to it', () => {
  assert.deepEqual(faultsOf({}, { ground: '#ffffff', soft: '#777777' }), [
    'theme light.soft on light.ground: contrast 4.4, needs 4.5: make it darker',
    'theme light.soft on light.raised: contrast 4.4, needs 4.5: make it darker',
  ]);
});

test('the style sheet names every colour of both schemes, and the fonts that there are', () => {
  const rest = 'system-ui,sans-serif;';
  const css = themeCss(OWN_SCHEMES, { regular: true, bold: false });
  assert.equal(
    css,
    [
      '@font-face{font-family:"LikeBox theme";src:url("/theme/regular.woff2") format("woff2");font-weight:400;font-display:swap}',
      ':root{--ground:#0f1216;--raised:#181d23;--line:#2c343d;--ink:#f5f2ea;--soft:#a7b0bb;--accent:#ffc61a;' +
        '--on-accent:#17130a;--plus:#4fd27a;--minus:#ff8177;--sans:"LikeBox theme","Inter","Source Sans 3","Noto Sans",' +
        `"Liberation Sans","Helvetica Neue","Roboto","DejaVu Sans",${rest}color-scheme:dark}`,
      ':root[data-scheme="light"]{--ground:#f6f3ec;--raised:#ffffff;--line:#d8d2c4;--ink:#15181c;--soft:#525b66;' +
        '--accent:#8a6100;--on-accent:#ffffff;--plus:#14733a;--minus:#b3201d;color-scheme:light}',
      '',
    ].join('\n'),
  );
  assert.match(themeCss(OWN_SCHEMES, { regular: false, bold: true }), /^@font-face\{[^}]*font-weight:700/);
  assert.doesNotMatch(themeCss(OWN_SCHEMES, { regular: false, bold: false }), /@font-face|--sans/);
});
