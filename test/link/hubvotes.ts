import type { Appended, Attribution, Batch, Head, HubVotes } from '../../src/app/hub/ports.ts';
import type { TallyKey, TallyRow } from '../../src/core/hub/tally.ts';
import { type Boot, improves, type StoredVote } from '../../src/core/vote.ts';

type Row = StoredVote & { box: string; epoch: string };
type KnownBoot = Boot & { box: string };

interface State {
  rows: Row[];
  heads: Map<string, Head>;
  boots: Map<string, KnownBoot>;
  tally: Map<string, TallyRow>;
  /** Of the rules by which votes count. */
  basis: number;
}

export type VotesSnapshot = State;

type Part = Pick<HubVotes, 'append' | 'heads' | 'digests' | 'mark' | 'boots' | 'change'>;

/** The hub's votes in memory, with the rules of its database; every operation is one transaction. */
export interface SimVotes extends Part {
  rows(): readonly Row[];
  basis(): number;
  snapshot(): VotesSnapshot;
  restore(snapshot: VotesSnapshot): void;
  /** Whether the tally is not what the rows say. */
  isMiscounted(attribution: Attribution): boolean;
}

export function createSimVotes(): SimVotes {
  let state: State = { rows: [], heads: new Map(), boots: new Map(), tally: new Map(), basis: 1 };

  function appendOne(batch: Batch): Appended {
    const { box, epoch, firstSeq, machine, onto, votes } = batch;
    const name = `${box} ${epoch}`;
    const fresh = {
      box,
      epoch,
      firstSeq,
      machine,
      acked: firstSeq - 1,
      digest: '',
      forkedAt: null,
      leftOut: false,
    };
    const head = state.heads.get(name) ?? fresh;
    if (head.acked !== onto.acked || head.digest !== onto.digest || batch.basis !== state.basis)
      return 'moved';
    for (const { bootId, wallOffsetMs, quality } of batch.boots) {
      const known = state.boots.get(`${box} ${bootId}`);
      if (known !== undefined && (known.quality !== quality || known.wallOffsetMs !== wallOffsetMs))
        return 'moved';
    }
    const last = votes.at(-1);
    if (last === undefined) throw new Error('a batch without votes');
    for (const boot of batch.boots) state.boots.set(`${box} ${boot.bootId}`, { ...boot, box });
    for (const vote of votes) state.rows.push({ ...vote, box, epoch });
    for (const { plus, minus, ...key } of batch.tally)
      count(state.tally, { box, epoch, ...key }, plus, minus);
    state.heads.set(name, { ...head, acked: last.seq, digest: last.digest });
    return 'stored';
  }

  function move(row: Row, from: TallyKey, to: TallyKey): void {
    const [plus, minus] = row.value === 1 ? [1, 0] : [0, 1];
    count(state.tally, { ...row, ...from }, -plus, -minus);
    count(state.tally, { ...row, ...to }, plus, minus);
  }

  function changeRules(before: Attribution, after: Attribution): boolean {
    for (const row of state.rows) move(row, before.of(row, bootOf(row)), after.of(row, bootOf(row)));
    state.basis = after.basis;
    return true;
  }

  const bootOf = ({ box, bootId }: Row) => state.boots.get(`${box} ${bootId}`);

  return {
    append: async (batches) => batches.map(appendOne),
    heads: async (box) => [...state.heads.values()].filter((head) => box === undefined || head.box === box),
    boots: async (box) => [...state.boots.values()].filter((boot) => box === undefined || boot.box === box),
    digests: async (box, epoch, before, count) =>
      state.rows
        .filter(
          (row) => row.box === box && row.epoch === epoch && row.seq < (before ?? Number.POSITIVE_INFINITY),
        )
        .sort((a, b) => b.seq - a.seq)
        .slice(0, count)
        .map(({ seq, digest }) => ({ seq, digest })),
    async mark(box, epoch, mark) {
      const head = state.heads.get(`${box} ${epoch}`);
      if (head !== undefined) state.heads.set(`${box} ${epoch}`, { ...head, ...mark });
    },
    async change(change, before, after) {
      if (state.basis !== before.basis) return false;
      if (change.kind !== 'boots') return changeRules(before, after);
      for (const boot of change.boots) {
        const known = state.boots.get(`${change.box} ${boot.bootId}`);
        if (!improves(known, boot)) continue;
        const rows = state.rows.filter(({ box, bootId }) => box === change.box && bootId === boot.bootId);
        for (const row of rows) move(row, before.of(row, known), after.of(row, boot));
        state.boots.set(`${change.box} ${boot.bootId}`, { ...boot, box: change.box });
      }
      return true;
    },
    rows: () => state.rows,
    basis: () => state.basis,
    snapshot: () => copy(state),
    restore(snapshot) {
      state = copy(snapshot);
    },
    isMiscounted({ of }) {
      const anew = new Map<string, TallyRow>();
      for (const row of state.rows) {
        const [plus, minus] = row.value === 1 ? [1, 0] : [0, 1];
        count(anew, { ...row, ...of(row, bootOf(row)) }, plus, minus);
      }
      const names = new Set([...anew.keys(), ...state.tally.keys()]);
      return [...names].some((name) => {
        const [a, b] = [anew.get(name), state.tally.get(name)];
        return (a?.plus ?? 0) !== (b?.plus ?? 0) || (a?.minus ?? 0) !== (b?.minus ?? 0);
      });
    },
  };
}

type Key = Pick<TallyRow, 'box' | 'epoch' | 'kind' | 'sessionId'>;

function count(tally: Map<string, TallyRow>, key: Key, plus: number, minus: number): void {
  const { box, epoch, kind, sessionId } = key;
  const name = JSON.stringify([box, epoch, kind, sessionId]);
  const row = tally.get(name) ?? { box, epoch, kind, sessionId, plus: 0, minus: 0 };
  tally.set(name, { ...row, plus: row.plus + plus, minus: row.minus + minus });
}

function copy({ rows, heads, boots, tally, basis }: State): State {
  return { rows: [...rows], heads: new Map(heads), boots: new Map(boots), tally: new Map(tally), basis };
}
