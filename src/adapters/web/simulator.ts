import express, { type Express, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Hand } from '../../app/ports.ts';
import { explainBody, levelBody, pressBody, traceBody } from './schema.ts';

/** 5,000 edges with long numbers fit. */
const BODY_MAX = '1mb';
/** People at one box; more hands at once are a runaway script. */
const PLAYING_MAX = 64;

/** The hand at the simulated buttons, over HTTP. */
export function addSimulator(app: Express, hand: Hand): void {
  const json = express.json({ limit: BODY_MAX });
  let playing = 0;

  async function played(response: Response, play: () => Promise<boolean>): Promise<void> {
    if (playing >= PLAYING_MAX) {
      response.status(429).json({ error: `${PLAYING_MAX} traces are being played already` });
      return;
    }
    playing += 1;
    const whole = await play().finally(() => {
      playing -= 1;
    });
    if (whole) response.json({ played: true });
    else response.status(503).json({ error: 'the box stops: this was not played to its end' });
  }

  app.post('/api/simulator/level', json, (request, response) => {
    const body = parseBody(levelBody, request, response);
    if (body === undefined) return;
    hand.setLevel(body.button, body.active);
    response.json({ played: true });
  });
  app.post('/api/simulator/press', json, async (request, response) => {
    const body = parseBody(pressBody, request, response);
    if (body !== undefined) await played(response, () => hand.press(body.button, body.holdMs));
  });
  app.post('/api/simulator/trace', json, async (request, response) => {
    const body = parseBody(traceBody, request, response);
    if (body !== undefined) await played(response, () => hand.play(body.edges));
  });
}

function parseBody<T extends z.ZodType>(
  schema: T,
  request: Request,
  response: Response,
): z.output<T> | undefined {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  response.status(400).json({ error: explainBody(parsed.error) });
  return undefined;
}
