/** A slower answer says too little about the time. */
const ROUND_TRIP_MAX_MS = 5_000;
/** A hub whose clock was set differs by more than its measurements do. */
const STEP_MS = 500;

/** A measurement of the hub's clock against the box's monotonic one, milliseconds. */
export interface HubTime {
  /** Hub's wall minus own monotonic. */
  wallOffsetMs: number;
  roundTripMs: number;
}

/**
 * The round trip halved (DESIGN section 6): the hub read its clock somewhere between the two moments. Null where it took
 * too long.
 * @param sentMs when the question left, and `heardMs` when the answer came, monotonic
 * @param serverAt the hub's clock in the answer, epoch milliseconds
 */
export function measureHub(sentMs: number, heardMs: number, serverAt: number): HubTime | null {
  const roundTripMs = heardMs - sentMs;
  if (roundTripMs < 0 || roundTripMs > ROUND_TRIP_MAX_MS) return null;
  return { wallOffsetMs: serverAt - (sentMs + heardMs) / 2, roundTripMs };
}

/** Of two measurements the one to go by: the quicker, unless the hub's clock has been set since. */
export function betterTime(known: HubTime | null, found: HubTime): HubTime {
  if (known === null || found.roundTripMs <= known.roundTripMs) return found;
  const doubtMs = (known.roundTripMs + found.roundTripMs) / 2 + STEP_MS;
  return Math.abs(found.wallOffsetMs - known.wallOffsetMs) > doubtMs ? found : known;
}
