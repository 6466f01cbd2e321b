import type { KnownSession } from '../../src/core/programme.ts';

/** A talk that takes votes, as the box keeps it; `Talk a` in Amphi A for the id `a`, with what the test changes. */
export function sessionWith(
  changed: Pick<KnownSession, 'id' | 'startsAt' | 'endsAt'> & Partial<KnownSession>,
): KnownSession {
  return {
    derivedId: false,
    title: `Talk ${changed.id}`,
    speakers: [],
    room: 'Amphi A',
    kind: 'talk',
    votable: true,
    cancelled: false,
    language: null,
    track: null,
    closedFromAt: null,
    listedFromAt: null,
    withdrawn: false,
    ...changed,
  };
}
