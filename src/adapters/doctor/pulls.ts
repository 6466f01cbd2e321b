import type { FoundLine } from '../../core/doctor/board.ts';
import { type LineState, parseGpioinfo, parsePinctrl, parseRaspiGpio } from '../../core/doctor/pulls.ts';
import { type RunTool, runTool } from './tool.ts';

/**
 * What can be read of the resistor inside the chip; null when no tool tells.
 * @param isPi its own tools know the resistors; elsewhere only what was asked of the kernel is known
 */
export async function readPull(
  { chip, offset }: Pick<FoundLine, 'chip' | 'offset'>,
  isPi: boolean,
  run: RunTool = runTool,
): Promise<LineState | null> {
  const told = isPi ? await askPiTools(offset, run) : null;
  if (told !== null) return told;
  const listed = await run('gpioinfo', [chip]);
  // Version 2 takes the chip by an option.
  const printed = listed ?? (await run('gpioinfo', [`--chip=${chip}`]));
  return printed === null ? null : parseGpioinfo(printed, offset);
}

async function askPiTools(offset: number, run: RunTool): Promise<LineState | null> {
  const pinctrl = await run('pinctrl', ['get', `${offset}`]);
  if (pinctrl !== null) return parsePinctrl(pinctrl, offset);
  const raspi = await run('raspi-gpio', ['get', `${offset}`]);
  return raspi === null ? null : parseRaspiGpio(raspi, offset);
}
