const COLOUR = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** Whether a text is a colour as `#fc6` or `#ffcc66`, and nothing else. */
export function isColour(text: string): boolean {
  return COLOUR.test(text);
}

/**
 * How light a colour is, from 0 for black to 1 for white: relative luminance as WCAG 2.2 defines it, with 0.04045 where
 * the curve of sRGB begins.
 */
export function luminanceOf(colour: string): number {
  const digits = COLOUR.exec(colour)?.[1] ?? '000';
  const size = digits.length / 3;
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((at) => {
    const part = digits.slice(at * size, (at + 1) * size);
    const share = Number.parseInt(size === 1 ? part + part : part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 for the same colour to 21 for black on white, whichever of the two is the text (WCAG 2.2, contrast ratio). */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
