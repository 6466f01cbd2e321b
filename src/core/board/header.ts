/**
 * What is on the two 46-pin headers of a BeagleBone. Source: BeagleBone Black System Reference Manual, tables of the
 * expansion headers P8 and P9; the lines compared with `dt-bindings/board/am335x-bone-pins.h`.
 */

/** Lines of P8_03 to P8_46, each as bank*32+bit. */
const P8 = [
  38, 39, 34, 35, 66, 67, 69, 68, 45, 44, 23, 26, 47, 46, 27, 65, 22, 63, 62, 37, 36, 33, 32, 61, 86, 88, 87,
  89, 10, 11, 9, 81, 8, 80, 78, 79, 76, 77, 74, 75, 72, 73, 70, 71,
];
/** Lines of P9_11 to P9_31; then come analogue pins, and these two. */
const P9 = [30, 60, 31, 50, 48, 51, 5, 4, 13, 12, 3, 2, 49, 15, 117, 14, 115, 113, 111, 112, 110];
const P9_41 = 20;
const P9_42 = 7;

/** Pins of P9 that carry no line, from the first to the last of each kind. */
const P9_OTHERS: readonly [from: number, to: number, what: string][] = [
  [1, 2, 'ground'],
  [3, 4, '3.3 V'],
  [5, 8, '5 V'],
  [9, 9, 'the power button'],
  [10, 10, 'the reset line'],
  [32, 32, 'the reference of the analogue inputs'],
  [33, 33, 'an analogue input'],
  [34, 34, 'the ground of the analogue inputs'],
  [35, 40, 'an analogue input'],
  [43, 46, 'ground'],
];

const PIN = /^P([89])_0*(\d{1,2})$/;

/** The line of a header pin like `P9_12` as bank*32+bit, or a sentence that says what is there instead. */
export function headerLine(pin: string): number | string {
  const [, header, digits] = PIN.exec(pin) ?? [];
  const number = Number(digits);
  const line = header === '8' ? P8[number - 3] : p9Line(number);
  if (line !== undefined) return line;
  const other = header === '8' ? p8Other(number) : p9Other(number);
  if (header !== undefined && other !== undefined) return `${pin} is ${other}, not a line`;
  return `${pin} is no pin of a BeagleBone: its headers are P8_01 to P8_46 and P9_01 to P9_46`;
}

function p9Line(number: number): number | undefined {
  if (number === 41) return P9_41;
  return number === 42 ? P9_42 : P9[number - 11];
}

function p8Other(number: number): string | undefined {
  return number === 1 || number === 2 ? 'ground' : undefined;
}

function p9Other(number: number): string | undefined {
  return P9_OTHERS.find(([from, to]) => from <= number && number <= to)?.[2];
}
