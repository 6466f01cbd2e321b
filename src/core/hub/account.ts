import { createHash } from 'node:crypto';

const NAME_MAX = 60;
const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200;

/** A name as it is kept: without space around it, its letters composed. */
export function accountName(written: string): string {
  return written.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** Why nobody can be called so, for people; null when somebody can. */
export function refuseName(name: string): string | null {
  if (name === '') return 'Say by which name you want to sign in.';
  if ([...name].length > NAME_MAX) return `A name has at most ${NAME_MAX} characters.`;
  return /\p{C}/u.test(name) ? 'A name is made of letters that can be seen.' : null;
}

/** Two names that people would take for one. */
export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** One for all ways to write a name that people would take for one. */
export function nameKey(written: string): string {
  return accountName(written).normalize('NFKC').toLowerCase();
}

/** Why that is no good password, for people; null when it is. */
export function refusePassword(password: string): string | null {
  const { length } = [...password];
  if (length < PASSWORD_MIN)
    return `A password has at least ${PASSWORD_MIN} characters: this one has ${length}.`;
  return length > PASSWORD_MAX ? `A password has at most ${PASSWORD_MAX} characters.` : null;
}

/** What is kept of the token of a cookie or a one-time link, lower-case hex. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
