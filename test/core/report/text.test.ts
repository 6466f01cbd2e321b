import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkText } from '../../../src/core/report/text.ts';
import { BREAK, made, readingOf } from './made.ts';

const CAMP = [
  made('09:00-09:45', '', 'Accueil', BREAK),
  made('10:00-10:50', 'Amphi A', 'Déboguer sans pleurer, même un vendredi soir après le déploiement', {
    speakers: ['Ada Quéméner'],
  }),
  made('10:00-12:00', 'Amphi B', '量子コンピュータ入門', { speakers: ['Zoë Le Bœuf'] }),
  made('11:00-12:00', 'Amphi A', '[ANNULÉ] Les caches', { votable: false, cancelled: true }),
  made('14:00-15:00', 'Amphi A', 'שלום עולם'),
  made('14:00-15:00', 'Amphi B', 'שלום עולם', { relayOf: '2026-06-24 14:00-15:00 Amphi A' }),
  made('09:00-23:59', 'Hall', 'Hackathon', { kind: 'other', votable: false }, '2026-06-25'),
];

const WHOLE = readingOf(CAMP, {
  name: 'Petit camp',
  faults: [
    { severity: 'warning', message: 'Look here.' },
    { severity: 'error', message: 'This is wrong.' },
  ],
  dropped: [
    { what: '"Brouillon" (105)', why: 'it is marked as not active' },
    { what: '"Croquis" (106)', why: 'it is marked as not active' },
    { what: 'entry 107', why: 'it has no title' },
  ],
});

test('on 80 columns, days are tables with the rooms across', () => {
  assert.equal(
    checkText(WHOLE, 80),
    `ERROR: This is wrong.
Warning: Look here.

Petit camp
7 sessions on 2 days in 3 rooms: 4 take votes, 1 is a break, 1 is cancelled.
Format: Sched / BreizhCamp. Speakers are named for 2 of 4 talks.

What was assumed
  - Times are the wall time of Europe/Paris, as written. Another zone:
    --timezone; on a box, timezone in [programme].
  - 1 session has no room, so no votes.
  - 1 session takes no votes: longer than 8 hours, without a duration, or
    neither talk nor break.
  - 1 session is shown in a second room; its votes are added to those of the
    talk.

Wednesday 24 June 2026 (6 sessions)

      │ Amphi A                          │ Amphi B             │ (no room)
━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━
09:00 │                                  │                     │ Accueil [break]
09:45 │                                  │                     │
──────┼──────────────────────────────────┼─────────────────────┼────────────────
10:00 │ Déboguer sans pleurer, même un   │ 量子コンピュータ入門 │
10:50 │ vendredi soir après le déploiem… │ until 12:00         │
──────┼──────────────────────────────────┤                     ├────────────────
11:00 │ [ANNULÉ] Les caches [cancelled]  │                     │
12:00 │                                  │                     │
──────┼──────────────────────────────────┼─────────────────────┼────────────────
14:00 │ \u200eשלום עולם\u200e                        │ \u200eשלום עולם [relay]\u200e   │
15:00 │                                  │                     │

Thursday 25 June 2026 (1 session)

      │ Hall
━━━━━━┿━━━━━━━━━━━━━━━━━━━━━
09:00 │ Hackathon [no votes]
23:59 │

Rooms
  Amphi A    3 sessions, 2 take votes
  Amphi B    2 sessions, 2 take votes
  Hall       1 session, 0 take votes
  (no room)  1 session, 0 take votes

Left out: 3 entries
  - 2 because it is marked as not active:
      "Brouillon" (105)
      "Croquis" (106)
  - entry 107: it has no title
`,
  );
});

test('on 50 columns, a day whose rooms do not fit is a list', () => {
  assert.equal(
    checkText(WHOLE, 50),
    `ERROR: This is wrong.
Warning: Look here.

Petit camp
7 sessions on 2 days in 3 rooms: 4 take votes, 1
is a break, 1 is cancelled.
Format: Sched / BreizhCamp. Speakers are named for
2 of 4 talks.

What was assumed
  - Times are the wall time of Europe/Paris, as
    written. Another zone: --timezone; on a box,
    timezone in [programme].
  - 1 session has no room, so no votes.
  - 1 session takes no votes: longer than 8 hours,
    without a duration, or neither talk nor break.
  - 1 session is shown in a second room; its votes
    are added to those of the talk.

Wednesday 24 June 2026 (6 sessions)

  09:00-09:45  (no room)  Accueil [break]
  10:00-10:50  Amphi A    Déboguer sans pleurer,
                          même un vendredi soir
                          après le déploiement (A…
  10:00-12:00  Amphi B    量子コンピュータ入門 (Zoë
                          Le Bœuf)
  11:00-12:00  Amphi A    [ANNULÉ] Les caches
                          [cancelled]
  14:00-15:00  Amphi A    \u200eשלום עולם\u200e
               Amphi B    \u200eשלום עולם [relay]\u200e

Thursday 25 June 2026 (1 session)

      │ Hall
━━━━━━┿━━━━━━━━━━━━━━━━━━━━━
09:00 │ Hackathon [no votes]
23:59 │

Rooms
  Amphi A    3 sessions, 2 take votes
  Amphi B    2 sessions, 2 take votes
  Hall       1 session, 0 take votes
  (no room)  1 session, 0 take votes

Left out: 3 entries
  - 2 because it is marked as not active:
      "Brouillon" (105)
      "Croquis" (106)
  - entry 107: it has no title
`,
  );
});

test('what is no programme is its fault, and no more', () => {
  const faults = [{ severity: 'error', message: 'This is a news feed.' }] as const;
  assert.equal(
    checkText(readingOf([], { format: 'unknown', faults }), 80),
    'ERROR: This is a news feed.\n\nNo sessions were read.\n',
  );
});

test('of many entries left out for one reason, twenty are named', () => {
  const dropped = Array.from({ length: 23 }, (_, index) => ({ what: `entry ${index}`, why: 'it is empty' }));
  const lines = checkText(readingOf([], { dropped }), 80).split('\n');
  assert.deepEqual(lines.slice(2, 5), [
    'Left out: 23 entries',
    '  - 23 because it is empty:',
    '      entry 0',
  ]);
  assert.deepEqual(lines.slice(-3), ['      entry 19', '      and 3 more: --json lists them all', '']);
});

test('the end of what lasts over a day names its day', () => {
  const endsAt = Date.parse('2026-06-26T18:30+02:00');
  const long = made('09:00-09:00', 'Hall', 'Exposition', { kind: 'other', votable: false, endsAt });
  assert.match(
    checkText(readingOf([long]), 80),
    /09:00 │ Exposition \[no votes\] until Fri 26 June, 18:30\n/,
  );
});

test('a width that is none is the least one', () => {
  for (const width of [0, -1, 3, Number.NaN]) assert.equal(checkText(WHOLE, width), checkText(WHOLE, 40));
  assert.equal(checkText(WHOLE, Number.POSITIVE_INFINITY), checkText(WHOLE, 200));
});

test('two sessions at once in one room are two cells, and the longer one does not hide the other', () => {
  const sessions = [
    made('10:00-12:00', 'Amphi A', 'Long'),
    made('10:30-11:00', 'Amphi A', 'Inside'),
    made('11:00-12:00', 'Amphi B', 'Beside'),
    made('11:00-11:30', 'Amphi B', 'Twin'),
  ];
  const text = checkText(readingOf(sessions), 80);
  assert.equal(
    text.slice(text.indexOf('      │'), text.indexOf('Rooms')),
    `      │ Amphi A     │ Amphi B
━━━━━━┿━━━━━━━━━━━━━┿━━━━━━━━━━━━
10:00 │ Long        │
12:00 │             │
──────┼─────────────┼────────────
10:30 │ Inside      │
11:00 │             │
──────┤             ├────────────
11:00 │             │ Beside
12:00 │             │
      │             │ Twin
      │             │ until 11:30

`,
  );
});

test('a list goes by start, then end, and names times once', () => {
  const sessions = ['A', 'B', 'C', 'D', 'E'].map((room, index) =>
    made(index % 2 === 0 ? '10:00-11:00' : '10:00-10:30', `Salle ${room} du bâtiment`, `Titre ${index}`),
  );
  const lines = checkText(readingOf(sessions), 60).split('\n');
  assert.deepEqual(lines.slice(lines.indexOf('Wednesday 24 June 2026 (5 sessions)') + 2, -8), [
    '  10:00-10:30  Salle B du bât…  Titre 1',
    '               Salle D du bât…  Titre 3',
    '  10:00-11:00  Salle A du bât…  Titre 0',
    '               Salle C du bât…  Titre 2',
    '               Salle E du bât…  Titre 4',
  ]);
});
