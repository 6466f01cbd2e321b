import * as z from 'zod';
import type { ImagesDocument, ResultsDocument } from '../../core/display.ts';
import { WALL_POSTS_MAX, type WallDocument } from '../../core/wall/view.ts';
import { read } from './schema.ts';

/** What the hub hands out for the screen of a box. */

const TEXT_MAX = 10_000;
const PICTURES_MAX = 16; // of one post
const IMAGES_MAX = 200;
const RESULTS_MAX = 100;
const SPEAKERS_MAX = 100;
const SIDE_MAX = 16_384; // pixels

const text = z.string().max(TEXT_MAX);
/** Epoch milliseconds. */
const at = z.number();
const share = z.number().min(0).max(1);
const side = z.int().min(1).max(SIDE_MAX);
const picture = z.object({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  width: side,
  height: side,
  alt: text,
});

const wall = z.object({
  posts: z
    .array(
      z.object({
        id: text,
        network: z.enum(['mastodon', 'bluesky', 'feed', 'x']),
        author: z.object({ name: text, handle: text }),
        text,
        at,
        language: text.nullable(),
        pictures: z.array(picture).max(PICTURES_MAX),
      }),
    )
    .max(WALL_POSTS_MAX),
  updatedAt: at.nullable(),
}) satisfies z.ZodType<WallDocument>;

const results = z.object({
  at,
  sessions: z
    .array(
      z.object({
        title: text,
        speakers: z.array(text).max(SPEAKERS_MAX),
        room: text,
        startsAt: at,
        counted: z.int().min(0),
        share: z.object({ value: share, low: share, high: share }),
      }),
    )
    .max(RESULTS_MAX),
}) satisfies z.ZodType<ResultsDocument>;

const images = z.object({ images: z.array(picture).max(IMAGES_MAX) }) satisfies z.ZodType<ImagesDocument>;

/** Each reads one document of the hub; null when it is none. */
export const parseWall = (written: string): WallDocument | null => read(wall, written);
export const parseResults = (written: string): ResultsDocument | null => read(results, written);
export const parseImages = (written: string): ImagesDocument | null => read(images, written);
