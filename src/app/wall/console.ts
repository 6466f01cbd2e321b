import type { Outcome } from '../../core/organising.ts';
import type { WallAsk } from '../../core/wall/asks.ts';
import { keyOf, listRules, listWall } from '../../core/wall/listing.ts';
import type { Ruling, WallOrder, WallRules } from '../../core/wall/rules.ts';
import type { DeskPost } from '../../core/wall/view.ts';
import type { Wall } from './wall.ts';

type Naming = Extract<WallAsk, { post: string }>;

/**
 * Does what somebody at the console of a box asks of its wall; every answer is a sentence for them. Never rejects.
 * @param who for the audit log
 */
export async function askWall(
  wall: Pick<Wall, 'desk' | 'order'>,
  asked: WallAsk,
  who: string,
): Promise<Outcome> {
  try {
    return await answer(wall, asked, who);
  } catch (error) {
    return refused(
      `The wall could not be changed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function answer(wall: Pick<Wall, 'desk' | 'order'>, asked: WallAsk, who: string): Promise<Outcome> {
  const desk = wall.desk();
  const order = async (order: WallOrder) => withWayBack(await wall.order(order, who), order);
  switch (asked.kind) {
    case 'wall-list':
      return { done: true, text: listWall(desk), data: desk };
    case 'wall-approve':
    case 'wall-hide':
    case 'wall-trust': {
      const found = find([...desk.waiting, ...desk.shown, ...desk.off], asked.post);
      return typeof found === 'string'
        ? refused(found)
        : order({ kind: 'rule', ruling: rulingOf(asked, found) });
    }
    case 'wall-undo': {
      const last = desk.rulings
        .filter(({ undone }) => undone === null)
        .sort((a, b) => b.number - a.number)[0];
      const number = asked.number ?? last?.number;
      return number === undefined ? refused('There is nothing to undo.') : order({ kind: 'undo', number });
    }
    case 'wall-clear':
      return order({ kind: 'rule', ruling: { kind: 'clear' } });
    case 'wall-rules': {
      const named = Object.entries(asked.change).filter(([, value]) => value !== undefined);
      if (named.length === 0) return { done: true, text: listRules(desk.rules), data: desk.rules };
      const rules = { ...desk.rules, ...Object.fromEntries(named) } as WallRules;
      return order({ kind: 'rules', rules });
    }
  }
}

function rulingOf(asked: Naming, { id, digest, authorId, author, server }: DeskPost): Ruling {
  if (asked.kind === 'wall-approve') return { kind: 'approve', post: id, digest };
  if (asked.kind === 'wall-trust') return { kind: 'trust-author', author: authorId, handle: author.handle };
  if (asked.whole === 'author') return { kind: 'hide-author', author: authorId, handle: author.handle };
  return asked.whole === 'server' ? { kind: 'hide-server', server } : { kind: 'hide-post', post: id };
}

/** The post of this name, or why there is none. */
function find(posts: readonly DeskPost[], name: string): DeskPost | string {
  const found = posts.filter((post) => post.id === name || keyOf(post) === name);
  const [post] = found;
  if (post === undefined)
    return `There is no post ${name}, or it was edited meanwhile. likebox wall list lists them all.`;
  if (found.length === 1) return post;
  return `Several posts are called ${name}: name one by its id, ${found.map(({ id }) => id).join(' or ')}.`;
}

function withWayBack(outcome: Outcome, order: WallOrder): Outcome {
  if (!outcome.done || order.kind !== 'rule') return outcome;
  const { number } = outcome.data as { number: number };
  return { ...outcome, text: `${outcome.text}\nTo take it back: likebox wall undo ${number}` };
}

function refused(text: string): Outcome {
  return { done: false, text };
}
