import type { BoxConfig, DisplayConfig, LineName } from '../../core/config.ts';
import type { BoxFile } from './schema.ts';
import { toWall } from './walls.ts';

/**
 * The checked file in the words of the program.
 * @param detected what `board = "auto"` stands for on this computer
 */
export function toConfig(file: BoxFile, detected: BoxConfig['board']): BoxConfig {
  const { hardware: wired } = file;
  const { source, ...programme } = file.programme;
  const board = wired.board === 'auto' ? detected : wired.board;
  // A BeagleBone has no default lines (DESIGN section 9); `checkWiring` refuses what stays unnamed there.
  const or = (named: LineName | undefined, bcm: number) => named ?? (board === 'beaglebone' ? '' : bcm);
  return {
    language: file.language,
    boxId: file.box.id ?? null,
    rooms: [...new Set(file.box.room ?? [])],
    dataDir: file.box.data_dir,
    board,
    gpio: wired.gpio,
    chip: wired.chip ?? null,
    buttons: {
      plus: or(wired.buttons.plus, 24),
      minus: or(wired.buttons.minus, 23),
      active: wired.buttons.active,
      rule: {
        pressMs: wired.buttons.press_ms,
        releaseMs: wired.buttons.release_ms,
        cooldownMs: wired.buttons.cooldown_ms,
        stuckMs: wired.buttons.stuck_s * 1_000,
      },
    },
    leds: {
      plus: or(wired.leds.plus, 17),
      minus: or(wired.leds.minus, 27),
      status: or(wired.leds.status, 22),
    },
    buzzer: {
      line: or(wired.buzzer.line, 18),
      volume: wired.buzzer.volume,
      quiet: wired.buzzer.quiet ?? [],
    },
    lcd: toLcd(wired.lcd),
    window: { openAfterMs: file.voting.open_after, closeAfterMs: file.voting.close_after },
    programme: { ...programme, sources: source ?? [] },
    listen: file.display.listen,
    display: toDisplay(file.display),
    hubUrls: file.hub.url ?? [],
    hubCa: file.hub.ca ?? null,
    menuCode: file.menu.code,
    consoleSocket: file.console.socket,
    wall: toWall(file.wall),
  };
}

function toLcd(file: BoxFile['hardware']['lcd']): BoxConfig['lcd'] {
  const { kind, cols, rows } = file;
  if (kind === 'none') return { kind };
  if (kind === 'i2c') return { kind, bus: file.bus, address: file.address, cols, rows };
  return { kind, rs: file.rs ?? '', e: file.e ?? '', data: file.data ?? [], cols, rows };
}

function toDisplay({ pages, every, light, off, theme, images }: BoxFile['display']): DisplayConfig {
  return {
    pages: pages.map(({ page, ownMs }) => ({ page, forMs: ownMs ?? every })),
    light: light ?? null,
    off: off ?? null,
    theme: theme ?? null,
    images: images ?? null,
  };
}
