import { type Glyph, isSameGlyph, type Memory } from './memory.ts';

/** One thing to do to a display: load a glyph, or write codes to places that follow each other. */
export type Op =
  | { kind: 'glyph'; slot: number; glyph: Glyph }
  | { kind: 'codes'; place: number; codes: readonly number[] };

/**
 * What makes a display that holds `held` hold `wanted`, in this order, and nothing that it holds already. A slot that
 * some cell still shows with another meaning is loaded only after that cell has changed, so no wrong letter flashes;
 * only where cells exchange their slots in a ring is there no such order. A cell whose glyph is redrawn in its slot is
 * not written: the display draws from there at each refresh of its own.
 */
export function plan(held: Memory, wanted: Memory): Op[] {
  const ops: Op[] = [];
  let now = held;
  let loads = wanted.glyphs.flatMap((glyph, slot) =>
    glyph === null || isSameGlyph(glyph, held.glyphs[slot]) ? [] : [{ kind: 'glyph' as const, slot, glyph }],
  );
  for (;;) {
    const free = loads.filter(({ slot }) => !isShownOtherwise(slot, now, wanted));
    loads = loads.filter((load) => !free.includes(load));
    const next: Op[] = [...free, ...runs(now, wanted, (code) => !loads.some(({ slot }) => slot === code))];
    if (next.length === 0) next.push(...loads.splice(0, 1));
    if (next.length === 0) return ops;
    ops.push(...next);
    now = next.reduce(apply, now);
  }
}

/** What a display holds after an operation. */
export function apply(held: Memory, op: Op): Memory {
  if (op.kind === 'glyph') return { ...held, glyphs: held.glyphs.with(op.slot, op.glyph) };
  const codes = [...held.codes];
  codes.splice(op.place, op.codes.length, ...op.codes);
  return { ...held, codes };
}

function isShownOtherwise(slot: number, now: Memory, wanted: Memory): boolean {
  return now.codes.some((code, place) => {
    const next = wanted.codes[place] ?? null;
    return code === slot && next !== null && next !== slot;
  });
}

/** The cells that differ and may be written now; one equal cell between two is written again: a new address costs more. */
function runs(now: Memory, wanted: Memory, isReady: (code: number) => boolean): Op[] {
  const found: { kind: 'codes'; place: number; codes: number[] }[] = [];
  for (const [place, code] of wanted.codes.entries()) {
    if (code === null || code === now.codes[place] || !isReady(code)) continue;
    const last = found.at(-1);
    const end = last === undefined ? -1 : last.place + last.codes.length;
    const between = wanted.codes[end] ?? null;
    if (place === end) last?.codes.push(code);
    else if (place === end + 1 && between !== null && between === now.codes[end])
      last?.codes.push(between, code);
    else found.push({ kind: 'codes', place, codes: [code] });
  }
  return found;
}
