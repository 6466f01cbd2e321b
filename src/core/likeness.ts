import type { Session } from './programme.ts';

export type Agree = (a: Session, b: Session) => boolean;

/** What two listings may have in common; each text is worked out once. */
export interface Likeness {
  /** A text without what people write now one way and now another. */
  plain: (text: string) => string;
  shareTitle: Agree;
  shareSpeaker: Agree;
  /** They share the title or a speaker. */
  looksLike: Agree;
  /** The same, where a listing that names nobody may be by anybody. */
  mayBeOne: Agree;
  /** They share the slot, a speaker, or a title that is not said of other people. */
  isSurelyOne: Agree;
}

export function createLikeness(): Likeness {
  const plain = createPlain();
  const names = new Map<Session, ReadonlySet<string>>();
  const namesOf = (session: Session) => {
    const found = names.get(session) ?? new Set(session.speakers.map(plain));
    names.set(session, found);
    return found;
  };
  const shareTitle: Agree = (a, b) => plain(a.title) === plain(b.title);
  const shareSpeaker: Agree = (a, b) => [...namesOf(b)].some((name) => namesOf(a).has(name));
  const namesNobody: Agree = (a, b) => a.speakers.length === 0 || b.speakers.length === 0;
  const looksLike: Agree = (a, b) => shareTitle(a, b) || shareSpeaker(a, b);
  return {
    plain,
    shareTitle,
    shareSpeaker,
    looksLike,
    mayBeOne: (a, b) => namesNobody(a, b) || looksLike(a, b),
    isSurelyOne: (a, b) => isSameSlot(a, b) || shareSpeaker(a, b) || (namesNobody(a, b) && shareTitle(a, b)),
  };
}

/** Whether two listings stand in one room at one time. */
export function isSameSlot(a: Session, b: Session): boolean {
  return a.room === b.room && a.startsAt === b.startsAt;
}

function createPlain(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? plainOf(text);
    known.set(text, found);
    return found;
  };
}

function plainOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
