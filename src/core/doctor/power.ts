import { type Check, createCheck } from './check.ts';

const WARM_C = 70;
/** A Pi slows down from 80 °C on. */
const HOT_C = 80;

/** The hottest sensor. @param sensors degrees Celsius by name */
export function judgeTemperature(sensors: Readonly<Record<string, number>>): Check {
  const all = Object.values(sensors);
  if (all.length === 0) return createCheck('temperature', 'absent', 'no sensor here');
  const celsius = Math.round(Math.max(...all) * 10) / 10;
  const values = { celsius, sensors };
  if (celsius < WARM_C) return createCheck('temperature', 'ok', `${celsius} °C`, { values });
  const mend = 'give the case openings for air, or the board a heat sink; keep it out of the sun';
  const words = celsius < HOT_C ? `${celsius} °C is warm` : `${celsius} °C: the board slows down`;
  return createCheck('temperature', celsius < HOT_C ? 'warning' : 'wrong', words, { mend, values });
}

/** What the board tells of its supply: the firmware's bits, or only whether the voltage is too low. */
export type PowerReading = { throttled: number } | { underVoltage: boolean } | null;

/** Source: Raspberry Pi documentation, `vcgencmd get_throttled`; the same bit 16 higher is for since the start. */
const BITS: readonly { bit: number; now: string; past: string }[] = [
  { bit: 0, now: 'the voltage is too low', past: 'the voltage was too low' },
  { bit: 1, now: 'the processor is held back', past: 'the processor was held back' },
  { bit: 2, now: 'the processor is slowed down', past: 'the processor was slowed down' },
  { bit: 3, now: 'the board is near its limit of heat', past: 'the board was near its limit of heat' },
];
const SINCE_START = 16;
const UNDER_VOLTAGE = 0b1;
const UNDER_VOLTAGE_EVER = 0x10001;

const SUPPLY = 'use a supply of 5.1 V and at least 3 A, with a short and thick cable';
const AIR = 'give it air: heat slows it down';

/** The number in what sysfs (`50005`) or `vcgencmd` (`throttled=0x50005`) prints; null when there is none. */
export function parseThrottled(printed: string): number | null {
  const hex = /^(?:throttled=)?(?:0x)?([0-9a-f]+)\s*$/i.exec(printed)?.[1];
  return hex === undefined ? null : Number.parseInt(hex, 16);
}

/** The power supply. */
export function judgePower(reading: PowerReading): Check {
  if (reading === null) return createCheck('power', 'absent', 'this board does not tell its voltage');
  if ('underVoltage' in reading) {
    const { underVoltage } = reading;
    const [verdict, words] = underVoltage
      ? (['wrong', 'the voltage is too low'] as const)
      : (['ok', 'the voltage is high enough'] as const);
    return createCheck('power', verdict, words, { mend: underVoltage ? SUPPLY : null, values: reading });
  }
  const { throttled } = reading;
  const told = BITS.flatMap(({ bit, now, past }) => {
    if ((throttled & (1 << bit)) !== 0) return [now];
    return (throttled & (1 << (bit + SINCE_START))) === 0 ? [] : [`since the start ${past}`];
  });
  const values = { throttled: `0x${throttled.toString(16)}`, told };
  if (told.length === 0) {
    return createCheck('power', 'ok', 'the voltage was high enough since the start', { values });
  }
  return createCheck('power', (throttled & UNDER_VOLTAGE) === 0 ? 'warning' : 'wrong', told.join('; '), {
    mend: (throttled & UNDER_VOLTAGE_EVER) === 0 ? AIR : SUPPLY,
    values,
  });
}
