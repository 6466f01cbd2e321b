import * as z from 'zod';
import { USUAL_SOCKET } from '../../core/console/sockets.ts';
import { display } from './displayschema.ts';
import { dataDir, hours, language, oneOrMoreOf, programme, voting } from './pieces.ts';
import { wall } from './wallschema.ts';

/** The tables and keys of box.toml (DESIGN section 9), with their defaults. Unknown keys are refused. */

const A_HUB = 'must be an https address, for example "https://hub.local:8443"';
const A_LINE = 'must be a line number, or a header pin like "P9_12"';

const line = z.union([z.number().int().nonnegative(), z.string().regex(/^P[89]_\d{1,2}$/, A_LINE)], A_LINE);
const whole = z.number().int();
const hubAddress = z
  .string(A_HUB)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', A_HUB);

const buttons = z.strictObject({
  plus: line.optional(),
  minus: line.optional(),
  active: z.enum(['low', 'high']).default('low'),
  press_ms: whole.min(1).max(1_000).default(12),
  release_ms: whole.min(1).max(1_000).default(50),
  cooldown_ms: whole.min(0).max(5_000).default(150),
  stuck_s: whole.min(2).max(600).default(10),
});

const lcd = z.strictObject({
  kind: z.enum(['i2c', 'parallel', 'none']).default('i2c'),
  bus: whole.min(0).max(31).default(1),
  address: whole.min(0x03).max(0x77).default(0x27),
  rs: line.optional(),
  e: line.optional(),
  data: z.array(line).length(4, 'must name the four lines d4 to d7').optional(),
  cols: z.union([z.literal(20), z.literal(16)], 'must be 20 or 16').default(20),
  rows: z.union([z.literal(4), z.literal(2)], 'must be 4 or 2').default(4),
});

const hardware = z.strictObject({
  board: z.enum(['auto', 'raspberry-pi', 'beaglebone', 'simulated']).default('auto'),
  gpio: z.enum(['auto', 'sysfs', 'gpiod']).default('auto'),
  chip: z.string().min(1).optional(),
  buttons: buttons.prefault({}),
  leds: z
    .strictObject({ plus: line.optional(), minus: line.optional(), status: line.optional() })
    .prefault({}),
  buzzer: z
    .strictObject({
      line: line.optional(),
      volume: z.enum(['on', 'off']).default('on'),
      quiet: oneOrMoreOf(hours('19:00-08:30')).optional(),
    })
    .prefault({}),
  lcd: lcd.prefault({}),
});

/** The whole file. */
export const boxFile = z.strictObject({
  language,
  box: z
    .strictObject({
      id: z
        .string()
        .regex(
          /^[a-z0-9][a-z0-9-]{0,62}$/,
          'must be lower-case letters, digits and hyphens, for example "box-07"',
        )
        .optional(),
      room: oneOrMoreOf(z.string().trim().min(1).max(100)).optional(),
      data_dir: dataDir,
    })
    .prefault({}),
  hardware: hardware.prefault({}),
  voting,
  programme,
  display,
  hub: z
    .strictObject({ url: oneOrMoreOf(hubAddress).optional(), ca: z.string().min(1).optional() })
    .prefault({}),
  menu: z
    .strictObject({
      code: z
        .string()
        .regex(/^[+-]*$/, 'must be made of + and - only, for example "+-+-"')
        .default(''),
    })
    .prefault({}),
  console: z.strictObject({ socket: z.string().min(1).default(USUAL_SOCKET) }).prefault({}),
  wall,
});

/** The file as it was checked. */
export type BoxFile = z.output<typeof boxFile>;
