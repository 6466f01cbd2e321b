import { type Command, InvalidArgumentError, Option } from 'commander';
import { addBoxCommand, type BoxCommand, wholeOf } from './boxcommand.ts';
import type { CheckOutput } from './check.ts';
import { parseDuration } from './core/duration.ts';
import type { WallAsk } from './core/wall/asks.ts';

/** What the commands need of the process. */
interface Terminal extends CheckOutput {
  exit: (code: number) => void;
}

const MODERATORS = `
A box without a hub has a wall of its own, from each [[wall.source]] of box.toml.
Posts wait for approval unless the rules say otherwise. Speaks to the running box;
where there is a hub, its dashboard does all this for every box.`;

/** `likebox wall …`: moderate the wall of a box that works alone. */
export function addWallCommands(program: Command, terminal: Terminal): void {
  const wall = program
    .command('wall')
    .description('Moderate the wall of a box that works without a hub.')
    .addHelpText('after', MODERATORS);
  add(wall, terminal, 'list', 'List sources, posts with their keys, and what was ruled.', () => ({
    kind: 'wall-list',
  }));
  add(wall, terminal, 'approve <post>', 'Show the post with this key.', (post) => ({
    ...{ kind: 'wall-approve', post },
  }));
  add(wall, terminal, 'hide <post>', 'Hide the post with this key.', hideOf, [
    new Option('--author', 'all posts of its author').conflicts('server'),
    new Option('--server', 'all posts from its server'),
  ]);
  add(wall, terminal, 'trust <post>', 'Show posts of the author of this one without asking.', (post) => ({
    ...{ kind: 'wall-trust', post },
  }));
  add(wall, terminal, 'undo [number]', 'Take back what was ruled last, or under this number.', (text) => ({
    ...{ kind: 'wall-undo', number: text === '' ? undefined : wholeOf(text) },
  }));
  add(wall, terminal, 'clear', 'Empty the wall at once, until this is undone.', () => ({
    kind: 'wall-clear',
  }));
  add(wall, terminal, 'rules', 'Tell the rules, or change those that are named.', rulesOf, RULES);
}

const RULES: readonly Option[] = [
  new Option('--mode <how>', 'when posts are shown').choices(['approve', 'delay', 'trusted']),
  new Option('--delay <duration>', 'so long a post waits for an objection: 2m, 90s'),
  new Option('--per-author <number>', 'posts of one author within an hour'),
  new Option('--bots <on-or-off>', 'whether bots are shown').choices(['on', 'off']),
  new Option('--replies <on-or-off>', 'whether replies are shown').choices(['on', 'off']),
  new Option('--words <list>', 'posts with one of these words wait: spoiler,price; "" for none'),
];

type Options = Readonly<Record<string, string | boolean | undefined>>;

function hideOf(post: string, { author, server }: Options): WallAsk {
  return { kind: 'wall-hide', post, whole: author === true ? 'author' : server === true ? 'server' : 'post' };
}

function rulesOf(_: string, { mode, delay, perAuthor, bots, replies, words }: Options): WallAsk {
  const switched = (text: Options[string]) => (text === undefined ? undefined : text === 'on');
  return {
    kind: 'wall-rules',
    change: {
      mode: mode as 'approve' | 'delay' | 'trusted' | undefined,
      delayMs: delay === undefined ? undefined : durationOf(String(delay)),
      perAuthorHour: perAuthor === undefined ? undefined : wholeOf(String(perAuthor)),
      bots: switched(bots),
      replies: switched(replies),
      words: words === undefined ? undefined : wordsOf(String(words)),
    },
  };
}

function wordsOf(list: string): string[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function add(
  wall: Command,
  terminal: Terminal,
  usage: string,
  says: string,
  asks: (argument: string, options: Options) => WallAsk,
  options: readonly Option[] = [],
): void {
  const command: BoxCommand<WallAsk, Options[string]> = { usage, says, asks, options };
  addBoxCommand(wall, command, async (asked, given) => {
    const { moderate } = await import('./moderate.ts');
    terminal.exit(await moderate(asked, given, terminal));
  });
}

function durationOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new InvalidArgumentError(`"${text}" is no duration like 2m or 90s.`);
  return ms;
}
