import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Sponsor {
  name: string;
  said: string;
  ground: string;
  ink: string;
  /** Drawn in a square of 400 by 400. */
  mark: string;
}

/** Made up, every one. */
const SPONSORS: readonly Sponsor[] = [
  {
    ...{ name: 'Goéland Cloud', said: 'Servers with a view of the sea', ground: '#0d3b4f', ink: '#f4efe2' },
    mark: '<path d="M20 210C90 110 160 120 200 200C240 120 310 110 380 210C310 160 250 180 200 270C150 180 90 160 20 210Z" fill="#f4efe2"/><circle cx="200" cy="90" r="44" fill="#ffb84d"/>',
  },
  {
    ...{ name: 'Atelier Beurre Salé', said: 'Software, slowly churned', ground: '#f6d66b', ink: '#3a2a0c' },
    mark: '<path d="M60 170L200 100L340 170V270L200 340L60 270Z" fill="#fff6d6"/><path d="M60 170L200 240L340 170M200 240V340" fill="none" stroke="#3a2a0c" stroke-width="14" stroke-linejoin="round"/>',
  },
];

/** Draws a picture of each sponsor into this folder, as large as a screen. */
export async function drawSponsors(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [index, sponsor] of SPONSORS.entries())
    await writeFile(join(folder, `${index + 1}_${sponsor.name}.svg`), drawingOf(sponsor));
}

function drawingOf({ name, said, ground, ink, mark }: Sponsor): string {
  const text = `font-family="DejaVu Sans, sans-serif" text-anchor="middle" fill="${ink}"`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="1920" height="1080" viewBox="0 0 1920 1080">',
    `<rect width="1920" height="1080" fill="${ground}"/>`,
    `<g transform="translate(760 150)">${mark}</g>`,
    `<text x="960" y="740" font-size="120" font-weight="bold" ${text}>${name}</text>`,
    `<text x="960" y="860" font-size="56" ${text}>${said}</text>`,
    '</svg>',
  ].join('');
}
