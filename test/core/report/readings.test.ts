import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkText } from '../../../src/core/report/text.ts';
import { made, readingOf } from './made.ts';

const OTHER = {
  reading: 'instant',
  days: [
    { day: '2026-06-24', first: '12:00', room: 'Amphi B', title: 'Quatre', last: '22:10', sessions: 2 },
    { day: '2026-06-25', first: '00:10', room: '', title: 'Nuit', last: '00:10', sessions: 1 },
  ],
} as const;
const SHORT = [made('10:00-11:00', 'Amphi A', 'Un'), made('20:10-21:00', 'Amphi A', 'Deux')];

test('two readings that are as likely are a question right below the faults', () => {
  const faults = [{ severity: 'error', message: 'Say which is right.' }] as const;
  assert.equal(
    checkText(readingOf(SHORT, { other: OTHER, undecided: true, faults }), 100),
    `ERROR: Say which is right.

Which of these two is your programme?

              │ wall                                     │ instant
  ━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
  Wed 24 June │ 10:00 Amphi A "Un"                       │ 12:00 Amphi B "Quatre"
              │ last 20:10                               │ last 22:10
  ────────────┼──────────────────────────────────────────┼─────────────────────────────────────────
  Thu 25 June │ nothing                                  │ 00:10 "Nuit"
              │                                          │ last 00:10

  If "wall" is right: --reading wall; on a box, reading = "wall" in [programme].
  If "instant" is right: --reading instant; on a box, reading = "instant" in [programme].

2 sessions on 1 day in 1 room: 2 take votes, 0 are breaks, 0 are cancelled.
Format: Sched / BreizhCamp. Speakers are named for 0 of 2 talks.

What was assumed
  - Times are the wall time of Europe/Paris, as written. Another zone: --timezone; on a box,
    timezone in [programme].

Wednesday 24 June 2026 (2 sessions)

      │ Amphi A
━━━━━━┿━━━━━━━━━━━━
10:00 │ Un
11:00 │
──────┼────────────
20:10 │ Deux
21:00 │

Rooms
  Amphi A  2 sessions, 2 take votes
`,
  );
});

test('a reading that was decided shows the other one, and how to switch to it', () => {
  const text = checkText(readingOf(SHORT, { reading: 'instant', other: { ...OTHER, reading: 'wall' } }), 100);
  assert.equal(
    text.slice(text.indexOf('If the times'), text.indexOf('Wednesday')),
    `If the times look wrong
  The written times were taken as true instants. How each day begins in either reading:

              │ wall                                     │ instant (taken)
  ━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
  Wed 24 June │ 12:00 Amphi B "Quatre"                   │ 10:00 Amphi A "Un"
              │ last 22:10                               │ last 20:10
  ────────────┼──────────────────────────────────────────┼─────────────────────────────────────────
  Thu 25 June │ 00:10 "Nuit"                             │ nothing
              │ last 00:10                               │

  If "wall" is right: --reading wall; on a box, reading = "wall" in [programme].

`,
  );
});
