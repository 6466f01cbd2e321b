import express, { type Request, type Response } from 'express';
import type { z } from 'zod';
import { explainBody } from './schema.ts';

/** Room for a notice to thousands of boxes. */
const BODY_MAX = '256kb';

export const json = express.json({ limit: BODY_MAX });

/** The body as it should be; undefined when it is not, which has been answered then. */
export function parseBody<T extends z.ZodType>(
  schema: T,
  request: Request,
  response: Response,
): z.output<T> | undefined {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  response.status(400).json({ error: explainBody(parsed.error) });
  return undefined;
}
