import type { Button } from '../vote.ts';

/** A command of the console, understood. */
export type ConsoleCommand =
  | { kind: BareKind }
  | { kind: 'votes' | 'log'; count: number }
  /** Without a room: the one of the box. */
  | { kind: 'delay'; by: string; room: string | null }
  /** Without a name: asks which there are. */
  | { kind: 'room'; name: string | null }
  | { kind: 'lcd'; test: boolean }
  | { kind: 'led'; lamp: Button | 'status'; sign: Sign }
  | { kind: 'press'; button: Button }
  | { kind: 'mute'; muted: boolean }
  | { kind: 'help'; command: string | null };

/** Commands that are one word. */
type BareKind =
  | 'status'
  | 'tail'
  | 'session'
  | 'programme'
  | 'buzzer'
  | 'link'
  | 'clock'
  | 'doctor'
  | 'restart'
  | 'version';

export type Sign = 'on' | 'off' | 'blink';

/** What may stand at one place of a command: one of these words, a room of the programme, or a command. */
export type Place = readonly string[] | 'room' | 'command';

/** One command as people see it. */
export interface Entry {
  name: string;
  usage: string;
  /** Fits beside the usage in 80 columns. */
  says: string;
  /** What `help COMMAND` says besides. */
  more?: string;
  /** For the completion; what is not named cannot be guessed. */
  places?: readonly Place[];
  /** Null where the words make no sense. */
  read(words: readonly string[]): ConsoleCommand | null;
}

/** Lines that a slow terminal writes in some seconds. */
const COUNT_MAX = 200;
const COUNT = 10;

const bare =
  (kind: BareKind) =>
  (words: readonly string[]): ConsoleCommand | null =>
    words.length === 0 ? { kind } : null;

const counted =
  (kind: 'votes' | 'log') =>
  ([word = String(COUNT), ...more]: readonly string[]): ConsoleCommand | null => {
    const count = /^[1-9]\d{0,2}$/.test(word) ? Number(word) : 0;
    return more.length > 0 || count === 0 || count > COUNT_MAX ? null : { kind, count };
  };

const LAMPS = ['plus', 'minus', 'status'] as const;
const SIGNS = ['on', 'off', 'blink'] as const;
const SIDES = ['plus', 'minus'] as const;

/** The word of the list that was written; undefined for any other. */
function pick<T extends string>(list: readonly T[], word: string | undefined): T | undefined {
  return list.find((one) => one === word?.toLowerCase());
}

function readLed([lampWord, signWord, ...more]: readonly string[]): ConsoleCommand | null {
  const lamp = pick(LAMPS, lampWord);
  const sign = pick(SIGNS, signWord);
  return lamp === undefined || sign === undefined || more.length > 0 ? null : { kind: 'led', lamp, sign };
}

function readPress([word, ...more]: readonly string[]): ConsoleCommand | null {
  const button = pick(SIDES, word === '+' ? 'plus' : word === '-' ? 'minus' : word);
  return button === undefined || more.length > 0 ? null : { kind: 'press', button };
}

function readMute([word, ...more]: readonly string[]): ConsoleCommand | null {
  const sign = pick(['on', 'off'], word);
  return sign === undefined || more.length > 0 ? null : { kind: 'mute', muted: sign === 'on' };
}

/** Names of rooms have blanks: the rest of the line is one. */
const restOf = (words: readonly string[]): string | null => (words.length === 0 ? null : words.join(' '));

/** Every command, in the order in which `help` lists them. */
export const COMMANDS: readonly Entry[] = [
  { name: 'status', usage: 'status', says: 'box, room, session, votes, link, faults', read: bare('status') },
  {
    name: 'votes',
    usage: 'votes [N]',
    says: 'the newest votes, 10 unless said',
    more: `Up to ${COUNT_MAX}. Times are those of the box at the punch.`,
    read: counted('votes'),
  },
  {
    name: 'tail',
    usage: 'tail',
    says: 'edges, presses, votes, link and faults as they come',
    more: 'Ctrl-C or any key ends it.',
    read: bare('tail'),
  },
  {
    name: 'session',
    usage: 'session',
    says: 'what a vote counts for, what is on, what is next',
    read: bare('session'),
  },
  { name: 'programme', usage: 'programme', says: 'today in this room', read: bare('programme') },
  {
    name: 'delay',
    usage: 'delay TIME [ROOM]',
    says: 'shift what runs, and what follows today: 15m, 1h',
    more: 'As likebox programme delay; likebox programme undo takes it back.',
    places: [['5m', '10m', '15m', '30m'], 'room'],
    read: ([by, ...room]) => (by === undefined ? null : { kind: 'delay', by, room: restOf(room) }),
  },
  {
    name: 'room',
    usage: 'room [NAME]',
    says: 'the rooms; with a name, this box is there from now on',
    more: 'Kept over restarts, until box.toml or the hub says another one.',
    places: ['room'],
    read: (words) => ({ kind: 'room', name: restOf(words) }),
  },
  {
    name: 'lcd',
    usage: 'lcd [test]',
    says: 'what the LCD shows; test shows a picture for 3 s',
    places: [['test']],
    read: ([word, ...more]) =>
      more.length > 0 || (word !== undefined && word !== 'test')
        ? null
        : { kind: 'lcd', test: word === 'test' },
  },
  {
    name: 'led',
    usage: 'led LAMP on|off|blink',
    says: 'try plus, minus or status for 10 s',
    more: 'A vote ends it at once.',
    places: [LAMPS, SIGNS],
    read: readLed,
  },
  { name: 'buzzer', usage: 'buzzer', says: 'a beep', read: bare('buzzer') },
  {
    name: 'press',
    usage: 'press plus|minus',
    says: 'a TEST vote: stored, answered, never counted',
    places: [SIDES],
    read: readPress,
  },
  { name: 'link', usage: 'link', says: 'the link to the hub', read: bare('link') },
  { name: 'clock', usage: 'clock', says: 'the time, and how well it is known', read: bare('clock') },
  {
    name: 'doctor',
    usage: 'doctor',
    says: 'what is wrong, and what mends it',
    more: 'What the running box knows. likebox doctor, with the box stopped, measures everything.',
    read: bare('doctor'),
  },
  { name: 'log', usage: 'log [N]', says: 'the last lines of the log, 10 unless said', read: counted('log') },
  {
    name: 'mute',
    usage: 'mute on|off',
    says: 'silence the buzzer, or not',
    places: [['on', 'off']],
    read: readMute,
  },
  { name: 'restart', usage: 'restart', says: 'start the program of the box again', read: bare('restart') },
  { name: 'version', usage: 'version', says: 'the version of the box', read: bare('version') },
  {
    name: 'help',
    usage: 'help [COMMAND]',
    says: 'this list, or more about one command',
    places: ['command'],
    read: ([command = null, ...more]) => (more.length > 0 ? null : { kind: 'help', command }),
  },
];
