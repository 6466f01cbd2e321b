import { exportedVote } from '../../core/hub/export.ts';
import { CSV_HEADER, csvLine } from '../../core/votecsv.ts';
import type { HubBasis } from './basis.ts';
import type { HubVotes } from './ports.ts';

interface Deps {
  store: { votes: Pick<HubVotes, 'export'> };
  basis: Pick<HubBasis, 'attribution'>;
}

/** Every vote as CSV, in pieces: the header, then as many lines at a time as the store gives. */
export async function exportVotes(
  { store, basis }: Deps,
  exact: boolean,
  write: (chunk: string) => void | Promise<void>,
): Promise<void> {
  await write(CSV_HEADER);
  await store.votes.export(async (votes) => {
    const counting = basis.attribution();
    const lines = votes.map((vote) => {
      const { kind, sessionId } = counting.keyAt(vote, vote.correctedAt);
      const counts = kind === 'session' && !vote.leftOut;
      return csvLine(exportedVote(vote, counts ? sessionId : null, exact));
    });
    await write(lines.join(''));
  });
}
