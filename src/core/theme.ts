import type { ConfigFault } from './config.ts';
import { contrastOf, luminanceOf } from './contrast.ts';

/** What a theme may colour. `on_accent` is text that stands on the accent. */
export const COLOURS = ['ground', 'raised', 'line', 'ink', 'soft', 'accent', 'on_accent'] as const;

/** Each as `#rgb` or `#rrggbb`. */
export type Scheme = Readonly<Record<(typeof COLOURS)[number], string>>;

/** The colours of the kiosk by night and by day. */
export type Schemes = Readonly<Record<'dark' | 'light', Scheme>>;

/** LikeBox's own; the dark ones are those of all pages. */
export const OWN_SCHEMES: Schemes = {
  dark: {
    ground: '#0f1216',
    raised: '#181d23',
    line: '#2c343d',
    ink: '#f5f2ea',
    soft: '#a7b0bb',
    accent: '#ffc61a',
    on_accent: '#17130a',
  },
  light: {
    ground: '#f6f3ec',
    raised: '#ffffff',
    line: '#d8d2c4',
    ink: '#15181c',
    soft: '#525b66',
    accent: '#8a6100',
    on_accent: '#ffffff',
  },
};

/** Green and red belong to the votes, in every theme. */
const VOTES = {
  dark: { plus: '#4fd27a', minus: '#ff8177' },
  light: { plus: '#14733a', minus: '#b3201d' },
} as const;

/** WCAG 2.2, success criterion 1.4.3 at AA: 4.5 for text, 3 for large text, which is all that an accent is used for. */
const TEXT = 4.5;
const LARGE = 3;

const PAIRS: readonly [text: keyof Scheme, on: keyof Scheme, needs: number][] = [
  ['ink', 'ground', TEXT],
  ['ink', 'raised', TEXT],
  ['soft', 'ground', TEXT],
  ['soft', 'raised', TEXT],
  ['accent', 'ground', LARGE],
  ['accent', 'raised', LARGE],
  ['on_accent', 'accent', TEXT],
];

/** Every pair of colours that people could not read, with what to do about it. */
export function checkSchemes(schemes: Schemes): ConfigFault[] {
  return (['dark', 'light'] as const).flatMap((name) => {
    const scheme = schemes[name];
    const own = PAIRS.flatMap(([text, on, needs]) =>
      faultOf(`theme ${name}.${text} on ${name}.${on}`, scheme[text], scheme[on], needs),
    );
    const votes = (['plus', 'minus'] as const).flatMap((vote) => {
      const key = `theme ${name}.ground under the ${vote === 'plus' ? 'green' : 'red'} of the votes`;
      return faultOf(key, scheme.ground, VOTES[name][vote], LARGE);
    });
    return [...own, ...votes];
  });
}

function faultOf(key: string, colour: string, other: string, needs: number): ConfigFault[] {
  const ratio = contrastOf(colour, other);
  if (ratio >= needs) return [];
  // Rounded down, or a ratio just below would read as enough.
  const found = Math.floor(ratio * 10) / 10;
  return [{ key, message: `contrast ${found}, needs ${needs}: make it ${wayOut(colour, other, needs)}` }];
}

/** Away from the other colour, on the side where there is room for it. */
function wayOut(colour: string, other: string, needs: number): 'lighter' | 'darker' {
  const canLighten = contrastOf('#ffffff', other) >= needs;
  const canDarken = contrastOf('#000000', other) >= needs;
  if (canLighten && canDarken) return luminanceOf(colour) >= luminanceOf(other) ? 'lighter' : 'darker';
  return canLighten ? 'lighter' : 'darker';
}

/** Below this name the fonts of a theme are known to the pages. */
const FAMILY = 'LikeBox theme';
const FALLBACK =
  '"Inter","Source Sans 3","Noto Sans","Liberation Sans","Helvetica Neue","Roboto","DejaVu Sans",system-ui,sans-serif';

/** What a theme brings beside its colours. */
export interface ThemeFonts {
  regular: boolean;
  bold: boolean;
}

/**
 * The style sheet of a theme. Only colours of `schemes`, which are hexadecimal, come into it from outside.
 * @param fonts which of them lie below /theme/
 */
export function themeCss(schemes: Schemes, fonts: ThemeFonts): string {
  const faces = [
    ...(fonts.regular ? [faceOf('regular', 400)] : []),
    ...(fonts.bold ? [faceOf('bold', 700)] : []),
  ];
  const sans = faces.length === 0 ? '' : `--sans:"${FAMILY}",${FALLBACK};`;
  return [
    ...faces,
    `:root{${propertiesOf(schemes.dark, VOTES.dark)}${sans}color-scheme:dark}`,
    `:root[data-scheme="light"]{${propertiesOf(schemes.light, VOTES.light)}color-scheme:light}`,
    '',
  ].join('\n');
}

function propertiesOf(scheme: Scheme, votes: { plus: string; minus: string }): string {
  const own = COLOURS.map((name) => `--${name.replace('_', '-')}:${scheme[name]};`).join('');
  return `${own}--plus:${votes.plus};--minus:${votes.minus};`;
}

function faceOf(name: 'regular' | 'bold', weight: number): string {
  const source = `url("/theme/${name}.woff2") format("woff2")`;
  return `@font-face{font-family:"${FAMILY}";src:${source};font-weight:${weight};font-display:swap}`;
}
