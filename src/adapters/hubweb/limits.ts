import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';

const PERIOD_MS = 900_000;
/** Wrong tries within the period: of one address, behind which a whole team may be. */
const BY_ADDRESS = 30;
/** The same for one account, so many that one address alone cannot lock somebody else out. */
const BY_NAME = 100;
const INVITATIONS = 60;
const ERROR = 'there were too many wrong tries: wait a quarter of an hour';

/** Only what is refused counts. */
function failures(limit: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: PERIOD_MS,
    limit,
    keyGenerator,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    message: { error: ERROR },
  });
}

const addressOf = ({ ip = '' }: Request) => ipKeyGenerator(ip);

/** Limits of one hub process on guessing. */
export function createLimits() {
  return {
    /** Of addresses that try to sign in. */
    signIn: failures(BY_ADDRESS, addressOf),
    /** On the account that is tried, behind the body of the request. @param nameOf in lower case, of bounded length */
    account: (nameOf: (request: Request) => string) => failures(BY_NAME, nameOf),
    /** Of addresses that try one-time links. */
    invitation: failures(INVITATIONS, addressOf),
  };
}

export type Limits = ReturnType<typeof createLimits>;
