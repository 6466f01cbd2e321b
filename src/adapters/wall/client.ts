import type { Clock } from '../../app/ports.ts';
import type { Answer } from '../../app/wall/ports.ts';
import type { KeptPost } from '../../core/wall/post.ts';
import type { Fetch } from './http.ts';

/** A client of one kind of source; it rejects with a `Failure`. */
export interface Client<S> {
  ask(source: S, known: readonly KeptPost[], newest: KeptPost | null): Promise<Answer>;
}

export interface ClientNeeds {
  fetch: Fetch;
  clock: Pick<Clock, 'wallAt'>;
}
