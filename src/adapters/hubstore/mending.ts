import type { Attribution, HubVotes } from '../../app/hub/ports.ts';
import type { Clock } from '../../app/ports.ts';
import { basisOf } from './changing.ts';
import { addDelta, sorted, type TallyDelta } from './group.ts';
import { countChange } from './ledger.ts';
import { type Paging, votePages } from './paging.ts';
import type { Database } from './sql.ts';
import { addToTally, tallyOf } from './tallying.ts';

interface Deps {
  database: Database;
  event: string;
  clock: Pick<Clock, 'soon'>;
}

/** The tally by the rows, in the order of its key. */
export async function countRows(paging: Paging, attribution: Attribution): Promise<TallyDelta[]> {
  return sorted(await summed(paging, attribution));
}

/** Nobody appends or changes meanwhile. It is counted as a change, so that every hub process reads the tally again. */
export function createMending({ database, event, clock }: Deps): HubVotes['mend'] {
  return (attribution) =>
    database.write(async (query) => {
      await database.holdBasis(query, 'alone');
      if ((await basisOf(query, event, '')) !== attribution.basis) return null;
      const missing = await summed({ event, clock, read: (work) => work(query) }, attribution);
      for (const row of await tallyOf(query, event)) {
        addDelta(missing, { ...row, plus: -row.plus, minus: -row.minus });
      }
      const wrong = sorted(missing);
      if (wrong.length === 0) return 0;
      await addToTally(query, event, wrong);
      await countChange(query, event);
      return wrong.length;
    });
}

async function summed(paging: Paging, attribution: Attribution): Promise<Map<string, TallyDelta>> {
  const sums = new Map<string, TallyDelta>();
  for await (const page of votePages(paging)) {
    for (const vote of page) {
      const { box, epoch, value } = vote;
      const [plus, minus] = value === 1 ? [1, 0] : [0, 1];
      addDelta(sums, { box, epoch, ...attribution.of(vote, vote.boot), plus, minus });
    }
  }
  return sums;
}
