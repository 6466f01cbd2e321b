import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../../src/core/formats/decode.ts';
import { readProgramme } from '../../../src/core/formats/detect.ts';

const PARIS = { timezone: 'Europe/Paris', reading: 'auto', language: 'fr' } as const;

// What Windows-1252 has that Latin-1 has not, and their bytes.
const HIGH = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const BYTES = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95,
  0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
];
const windows = (text: string) =>
  Uint8Array.from([...text].map((char) => BYTES[[...HIGH].indexOf(char)] ?? char.charCodeAt(0)));

test('Windows-1252 keeps its quotes, dashes and ligatures', () => {
  assert.deepEqual(decode(windows(HIGH)), { text: HIGH, guessed: true });
  assert.deepEqual(decode(windows('L’œuvre – 10 €, été')), { text: 'L’œuvre – 10 €, été', guessed: true });
});

test('an XML file says its encoding', () => {
  for (const encoding of ['windows-1252', 'ISO-8859-1']) {
    const xml = `<?xml version="1.0" encoding="${encoding}"?><a>L’été</a>`;
    assert.deepEqual(decode(windows(xml)), { text: xml, guessed: false });
  }
  const unknown = '<?xml version="1.0" encoding="x-nobody"?><a>é</a>';
  assert.deepEqual(decode(windows(unknown)), { text: unknown, guessed: true });
});

test('a table as French Excel saves it keeps every character', () => {
  const table =
    'Titre;Salle;Date;Début;Fin;Intervenants\r\nÉté à la plage – l’œuvre;Amphi A;24/06/2026;9h30;10h15;Zoë “Zo”';
  const { sessions } = readProgramme(windows(table), PARIS);
  assert.deepEqual(
    sessions.map(({ title, speakers, startsAt }) => [title, speakers, new Date(startsAt).toISOString()]),
    [['Été à la plage – l’œuvre', ['Zoë “Zo”'], '2026-06-24T07:30:00.000Z']],
  );
});

test('so does a calendar', () => {
  const event =
    'BEGIN:VEVENT\nUID:1\nSUMMARY:L’œuvre – café\nLOCATION:A\nDTSTART:20260624T100000\nDURATION:PT1H\nEND:VEVENT';
  const { sessions } = readProgramme(windows(`BEGIN:VCALENDAR\n${event}\nEND:VCALENDAR`), PARIS);
  assert.deepEqual(
    sessions.map(({ title }) => title),
    ['L’œuvre – café'],
  );
});
