import type { CrowdRule } from './crowd.ts';

/** As they were typed; absent ones have the defaults that `--help` names. */
export interface CrowdOptions {
  box?: readonly string[] | undefined;
  seed?: string | undefined;
  rate?: string | undefined;
  minutes?: string | undefined;
  speed?: string | undefined;
}

export interface CrowdOrder {
  /** Addresses of boxes, each once. */
  boxes: readonly string[];
  rule: CrowdRule;
  /** Infinity: until it is stopped. */
  minutes: number;
  mistakes: readonly string[];
}

const DEFAULT_BOX = 'http://127.0.0.1:8080';
const BOXES_MAX = 64;
const PORTS = /^(\d{1,5})(?:-(\d{1,5}))?$/;
const NUMBERS = {
  seed: { usual: 29, least: 0, most: 4_294_967_295 },
  rate: { usual: 12, least: 0, most: 600 },
  minutes: { usual: Number.POSITIVE_INFINITY, least: 0.1, most: 10_080 },
  speed: { usual: 1, least: 1, most: 100 },
};

/** Whom to play, or every mistake, in sentences. */
export function parseCrowdOptions(options: CrowdOptions): CrowdOrder {
  const mistakes: string[] = [];
  const number = (name: keyof typeof NUMBERS): number => {
    const { usual, least, most } = NUMBERS[name];
    const text = options[name];
    if (text === undefined) return usual;
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      mistakes.push(`--${name}: "${text}" is no number from ${least} to ${most}.`);
    return value;
  };
  const boxes = [
    ...new Set((options.box ?? [DEFAULT_BOX]).flatMap((text) => text.split(',')).flatMap(addresses)),
  ];
  for (const url of boxes) {
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
      mistakes.push(
        `--box: "${url}" is no address: give one like ${DEFAULT_BOX}, or ports of this computer, 8080-8082.`,
      );
  }
  if (boxes.length > BOXES_MAX) mistakes.push(`--box: ${boxes.length} boxes are more than ${BOXES_MAX}.`);
  const rule = { seed: number('seed'), perMinute: number('rate'), speed: number('speed') };
  return { boxes, rule, minutes: number('minutes'), mistakes };
}

/** Ports of this computer, `8080` or `8080-8082`, as addresses; anything else as it is. */
function addresses(text: string): string[] {
  const [, first, last = first] = PORTS.exec(text.trim()) ?? [];
  if (first === undefined) return [text.trim()];
  const count = Math.min(Number(last) - Number(first), BOXES_MAX) + 1; // one too many is refused by its number
  if (count < 1 || Number(last) > 65_535) return [text];
  return Array.from({ length: count }, (_, i) => `http://127.0.0.1:${Number(first) + i}`);
}
