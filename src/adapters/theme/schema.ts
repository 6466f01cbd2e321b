import * as z from 'zod';
import { isColour } from '../../core/contrast.ts';
import { COLOURS } from '../../core/theme.ts';

/** The keys of a theme file. Unknown ones are refused. */

const A_COLOUR = 'must be a colour like "#ffc61a"';
const A_LOGO = 'must name a file beside this one that ends in .svg, .png or .webp';
const A_FONT = 'must name a file beside this one that ends in .woff2';

const colour = z.string(A_COLOUR).refine(isColour, A_COLOUR).optional();
const scheme = z
  .strictObject(
    Object.fromEntries(COLOURS.map((name) => [name, colour])) as Record<
      (typeof COLOURS)[number],
      typeof colour
    >,
  )
  .prefault({});
const font = z
  .string(A_FONT)
  .regex(/^[^/\\]+\.woff2$/i, A_FONT)
  .optional();

export const themeFile = z.strictObject({
  name: z.string('must be a name in quotes').max(100, 'must be shorter').optional(),
  logo: z
    .string(A_LOGO)
    .regex(/^[^/\\]+\.(svg|png|webp)$/i, A_LOGO)
    .optional(),
  fonts: z.strictObject({ regular: font, bold: font }).prefault({}),
  dark: scheme,
  light: scheme,
});

/** The file as it was checked. */
export type ThemeFile = z.output<typeof themeFile>;

/** One fault: where in the file, and what is wrong there. */
export interface Slip {
  path: readonly string[];
  message: string;
}

/** Every fault that zod found, in words. */
export function slipsOf({ issues }: z.ZodError): Slip[] {
  return issues.flatMap((issue): Slip[] => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ path, message: wordsOf(issue) }];
    const known =
      path.length === 0 ? Object.keys(themeFile.shape) : path[0] === 'fonts' ? ['regular', 'bold'] : COLOURS;
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key (known here: ${known.join(', ')})`,
    }));
  });
}

function wordsOf(issue: z.core.$ZodIssue): string {
  return issue.message.startsWith('must ') ? issue.message : 'must be a table';
}
