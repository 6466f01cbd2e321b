import sharp from 'sharp';

const QUALITY = 80; // of 100, as little as leaves text clean

/** Saves a screenshot, made so many pixels wide; a PNG would be ten times as large. */
export async function saveJpeg(shot: Buffer, path: string, width: number): Promise<void> {
  await sharp(shot)
    .resize({ width, withoutEnlargement: true })
    .jpeg({ quality: QUALITY, mozjpeg: true })
    .toFile(path);
}
