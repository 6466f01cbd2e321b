import type { HubCommand } from '../../core/hub/command.ts';
import type { Role } from '../../core/hub/records.ts';
import type { PartMessage, ResultsView } from '../../core/hub/view.ts';
import type { Outcome } from '../../core/organising.ts';
import type { Programme } from '../../core/programme.ts';

/** Somebody who is signed in. */
export interface Person {
  name: string;
  role: Role;
}

interface SignedIn {
  me: Person;
  /** For the cookie. */
  token: string;
}

/** Who lets people in. Every promise may reject while the store is not open. */
export interface Accounts {
  signIn(name: string, password: string): Promise<SignedIn | null>;
  signedIn(token: string): Promise<Person | null>;
  signOut(token: string): Promise<void>;
  changePassword(
    me: Person,
    current: string,
    next: string,
  ): Promise<SignedIn | { refused: string } | 'wrong'>;
  invitation(token: string): Promise<{ role: Role } | null>;
  accept(token: string, name: string, password: string): Promise<SignedIn | { refused: string } | null>;
}

/** Who does what organisers ask, and shows them what goes on. */
export interface Desk {
  command(command: HubCommand, who: string): Promise<Outcome>;
  /** Calls with every part at once, then with each that changes, until cancelled. */
  follow(me: Person, onPart: (message: PartMessage) => void): () => void;
  results(): Promise<ResultsView>;
  votesCsv(exact: boolean, write: (chunk: string) => void | Promise<void>): Promise<void>;
  programme(): { etag: string; value: Programme } | null;
}

export interface Log {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
