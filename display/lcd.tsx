import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LcdView } from '../src/core/state.ts';
import { GLYPH_COLS, GLYPH_ROWS, glyphOf } from './rom.ts';

/** One dot lies between characters; around them is a rim, all in dots. */
const STEP_X = GLYPH_COLS + 1;
const STEP_Y = GLYPH_ROWS + 1;
const RIM = 4;
const DOT = 0.86; // of its pitch: dots of a real one nearly touch

const BACKLIGHT = { top: '#2a50ee', bottom: '#1a38cf' };
const UNLIT = '#00000026';
const LIT = '#f2f7ff';

/** The size of the glass in dots, by the characters that the box sent: 20x4 or 16x2. */
function sizeOf({ cells }: LcdView): { width: number; height: number } {
  const cols = cells[0]?.length ?? 0;
  return { width: cols * STEP_X - 1 + 2 * RIM, height: cells.length * STEP_Y - 1 + 2 * RIM };
}

function dots(view: LcdView, lit: boolean): [x: number, y: number][] {
  const found: [number, number][] = [];
  for (const [row, codes] of view.cells.entries()) {
    for (const [col, code] of codes.entries()) {
      const glyph = glyphOf(code, view.glyphs);
      for (let y = 0; y < GLYPH_ROWS; y += 1) {
        for (let x = 0; x < GLYPH_COLS; x += 1) {
          const on = (((glyph[y] ?? 0) >> (GLYPH_COLS - 1 - x)) & 1) === 1;
          if (on === lit) found.push([RIM + col * STEP_X + x, RIM + row * STEP_Y + y]);
        }
      }
    }
  }
  return found;
}

function draw(canvas: HTMLCanvasElement, view: LcdView): void {
  const pen = canvas.getContext('2d', { alpha: false });
  if (pen === null) return;
  const pitch = canvas.width / sizeOf(view).width;
  const light = pen.createLinearGradient(0, 0, 0, canvas.height);
  light.addColorStop(0, BACKLIGHT.top);
  light.addColorStop(1, BACKLIGHT.bottom);
  pen.fillStyle = light;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const lit of [false, true]) {
    pen.fillStyle = lit ? LIT : UNLIT;
    pen.beginPath();
    for (const [x, y] of dots(view, lit)) pen.rect(x * pitch, y * pitch, pitch * DOT, pitch * DOT);
    pen.fill();
  }
}

/** The LCD in its own size, dot by dot, as sharp as the screen allows. */
export function LcdGlass({ view }: { view: LcdView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const glass = sizeOf(view);

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.round((entry?.contentRect.width ?? 0) * devicePixelRatio));
    });
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    canvas.current.width = width;
    canvas.current.height = Math.round((width * glass.height) / glass.width);
    draw(canvas.current, view);
  }, [view, width]);

  return <canvas class="glass" style={{ aspectRatio: `${glass.width} / ${glass.height}` }} ref={canvas} />;
}
