/** What one key may hold. `readOnly` marks what programs write beside the programme: it is never read. */
export interface Property {
  type: string | readonly string[];
  description: string;
  enum?: readonly string[];
  pattern?: string;
  minimum?: number;
  items?: { type: string };
  readOnly?: true;
}

const INSTANT_PATTERN =
  '^\\d{4}-\\d{2}-\\d{2}[T ]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?$';

const INSTANT = { type: ['string', 'integer'], pattern: INSTANT_PATTERN, minimum: 0 } as const;

const SESSION = {
  id: {
    type: ['string', 'integer'],
    description:
      'Names the session for good: votes and later versions find it by its id. Without one, it is made from day, room, start and title.',
  },
  derivedId: { type: 'boolean', description: 'The id was made from day, room, start and title.' },
  title: { type: 'string', description: 'Plain text.' },
  speakers: { type: 'array', items: { type: 'string' }, description: 'Names as they are to be shown.' },
  room: {
    type: ['string', 'null'],
    description: 'As the box in that room is configured. A session without a room takes no votes.',
  },
  startsAt: {
    ...INSTANT,
    description:
      'ISO 8601. With Z or an offset it is that instant; without, the wall time of the event. A number is epoch milliseconds.',
  },
  endsAt: { ...INSTANT, description: 'Like startsAt.' },
  kind: {
    type: 'string',
    enum: ['talk', 'break', 'other'],
    description:
      'talk is any content, keynotes and workshops included; other takes no votes for another reason, as does whatever lasts over 8 hours. Without it the title decides.',
  },
  votable: {
    type: 'boolean',
    description: 'false: it takes no votes. true changes nothing: a talk with a room takes votes anyway.',
  },
  cancelled: { type: 'boolean', description: 'true: it is shown as cancelled and takes no votes.' },
  language: { type: ['string', 'null'], description: 'A code such as fr or en.' },
  track: { type: ['string', 'null'], description: 'The theme it belongs to.' },
  plenary: { type: 'boolean', description: 'true: in one room, for everybody.' },
  feedbackUrl: {
    type: 'string',
    description:
      'The https address where people say what they think of it; the screen shows it as a QR code.',
  },
  relayOf: {
    type: ['string', 'integer', 'null'],
    description:
      'Of an overflow room: the id of the session that is shown there; its votes count for that one.',
  },
  withdrawn: { type: 'boolean', description: 'true: its source no longer lists it, so it is left out.' },
  formerIds: {
    type: 'array',
    items: { type: 'string' },
    readOnly: true,
    description: 'Of a box: ids under which it was listed before.',
  },
  renamedAt: {
    type: 'array',
    items: { type: 'integer' },
    readOnly: true,
    description: 'Of a box: when each of those ids was given up.',
  },
  namedFromAt: {
    type: 'integer',
    readOnly: true,
    description: 'Of a box: when it came, with an id that another session had.',
  },
  listedRoom: {
    type: 'string',
    readOnly: true,
    description: 'Of a box: the room that the source gives it, since it was over in another.',
  },
  earlier: {
    type: 'array',
    items: { type: 'object' },
    readOnly: true,
    description: 'Of a box: where it took votes before it was moved.',
  },
  closedFromAt: { type: ['integer', 'null'], readOnly: true, description: 'Of a box: when its votes ended.' },
  listedFromAt: {
    type: ['integer', 'null'],
    readOnly: true,
    description: 'Of a box: when it was first listed.',
  },
} as const satisfies Readonly<Record<string, Property>>;

/** The keys of a session. */
export const SESSION_PROPERTIES: Readonly<Record<keyof typeof SESSION, Property>> = SESSION;

const ROOT = {
  $schema: { type: 'string', readOnly: true, description: 'The address of this schema, for editors.' },
  name: { type: 'string', description: 'The name of the event.' },
  timezone: {
    type: 'string',
    description: 'IANA zone of the event, such as Europe/Paris: a proposal, the setting of the box decides.',
  },
  sessions: { type: 'array', items: { type: 'object' }, description: 'Every session, in any order.' },
  format: { type: 'string', readOnly: true, description: 'What the programme was read from.' },
  reading: { type: 'string', readOnly: true, description: 'How written times were understood there.' },
  days: {
    type: 'array',
    items: { type: 'string' },
    readOnly: true,
    description: 'Follow from the sessions.',
  },
  rooms: {
    type: 'array',
    items: { type: 'string' },
    readOnly: true,
    description: 'Follow from the sessions.',
  },
  dropped: {
    type: 'array',
    items: { type: 'object' },
    readOnly: true,
    description: 'What could not be read there.',
  },
  faults: { type: 'array', items: { type: 'object' }, readOnly: true, description: 'What was odd there.' },
  assumed: {
    type: 'array',
    items: { type: 'string' },
    readOnly: true,
    description: 'What was taken for granted there.',
  },
  readings: {
    type: ['object', 'null'],
    readOnly: true,
    description: 'The days as each reading of the written times had them.',
  },
  origin: { type: 'string', readOnly: true, description: 'Of a box: its sources.' },
  undecided: { type: 'boolean', readOnly: true, description: 'Of a box: the reading was a guess.' },
  digest: { type: 'string', readOnly: true, description: 'Of a box: names what its sources gave.' },
  refused: {
    type: 'array',
    items: { type: 'string' },
    readOnly: true,
    description: 'Of a box: digests that were rolled back.',
  },
} as const satisfies Readonly<Record<string, Property>>;

/** The keys of the whole. */
export const ROOT_PROPERTIES: Readonly<Record<keyof typeof ROOT, Property>> = ROOT;

/** JSON Schema (draft 2020-12) of the programme that `likebox programme check --json` prints and every box reads. */
export const PROGRAMME_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'LikeBox programme',
  description:
    'All sessions of a conference. likebox programme check --json prints it, people may edit it, and boxes read it.',
  type: 'object',
  required: ['sessions'],
  additionalProperties: false,
  properties: {
    ...ROOT,
    sessions: {
      ...ROOT.sessions,
      items: {
        type: 'object',
        required: ['title', 'startsAt', 'endsAt'],
        additionalProperties: false,
        properties: SESSION,
      },
    },
  },
} as const;
