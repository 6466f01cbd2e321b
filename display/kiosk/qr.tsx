import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

/** Four modules of white all around, as ISO/IEC 18004 asks for. */
const QUIET_ZONE = 4;

/** The dark modules of a QR code as an SVG path in units of one module, and its width with the quiet zone. */
export function qrPath(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const runs = data.flatMap((row, y) =>
    darkRuns(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { path: runs.join(''), size };
}

/** Where dark runs begin in a row, and how long they are: one piece for each, so that no hairline shows between. */
function darkRuns(row: readonly boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}

/** A QR code, dark on white whatever the colours are: readers want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  return (
    <figure class="qr" data-testid="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text} shape-rendering="crispEdges">
        <path class="qr-ground" d={`M0 0h${size}v${size}h-${size}z`} />
        <path class="qr-dark" d={path} />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
