import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { RoomView } from '../../src/core/hub/view.ts';
import { formatTime } from '../time.ts';
import { useDesk } from './context.ts';
import { formatCount } from './figures.ts';
import { fillMinutes } from './minutes.ts';
import { roomWords } from './wordsrooms.ts';

const MINUTE_MS = 60_000;
const MARGIN = 1.15;

/** Drawn anew when the person changes between light and dark. */
function useScheme(): boolean {
  const query = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return dark;
}

function colour(place: Element, name: string): string {
  return getComputedStyle(place).getPropertyValue(name).trim();
}

function sizeOf(place: HTMLElement): { width: number; height: number } {
  return { width: Math.max(1, place.clientWidth), height: Math.max(1, place.clientHeight) };
}

function draw(
  place: HTMLElement,
  data: uPlot.AlignedData,
  large: boolean,
  time: (at: number) => string,
): uPlot {
  const line = colour(place, '--line');
  const font = `${large ? 13 : 11}px ${getComputedStyle(place).fontFamily}`;
  const axis = { stroke: colour(place, '--soft'), font, ticks: { show: false } };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const series = (name: 'plus' | 'minus', label: string) => ({
    label,
    stroke: colour(place, `--${name}`),
    fill: colour(place, `--${name}-veil`),
    width: 1.5,
    points: { show: false },
    ...(stepped === undefined ? {} : { paths: stepped }),
  });
  return new uPlot(
    {
      ...sizeOf(place),
      legend: { show: false },
      cursor: { show: false },
      padding: [6, large ? 24 : 20, 0, 0], // half a label stands beyond the last minute
      scales: {
        x: { time: false },
        y: { range: (_, min, max) => [Math.min(-1, min) * MARGIN, Math.max(1, max) * MARGIN] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: large ? 30 : 20,
          gap: 4,
          space: large ? 70 : 60,
          incrs: [60, 120, 300, 600, 900, 1_800, 3_600, 7_200],
          values: (_, splits) => splits.map((at) => time(at * 1_000)),
        },
        {
          ...axis,
          grid: { stroke: line, width: 1 },
          size: large ? 40 : 30,
          gap: 4,
          space: large ? 36 : 22,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
          values: (_, splits) => splits.map((count) => String(Math.abs(count))),
        },
      ],
      series: [{}, series('plus', '+1'), series('minus', '−1')],
    },
    data,
    place,
  );
}

/** Votes per minute: +1 above the line, −1 below it. */
export function Curve({ room, large = false }: { room: RoomView; large?: boolean }) {
  const { locale, nowAt } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const dark = useScheme();
  const minute = Math.floor(nowAt / MINUTE_MS);
  const data = useMemo(() => fillMinutes(room, nowAt), [room.minutes, room.session, minute]);
  useEffect(() => {
    const around = place.current;
    if (around === null) return;
    const drawn = draw(around, data, large, (at) => formatTime(at, locale));
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize(sizeOf(around)));
    observer.observe(around);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [dark, large, locale.language, locale.timezone]);
  useEffect(() => plot.current?.setData(data), [data]);
  const own = roomWords[locale.language];
  const [plus, minus] = [room.plus, room.minus].map((count) => formatCount(count, locale.language));
  return (
    <div
      class="curve"
      data-large={large}
      data-testid="curve"
      ref={place}
      role="img"
      aria-label={own.curve(plus ?? '', minus ?? '')}
    />
  );
}
