import { cleanLine } from '../text.ts';

/** What a column of a table may say of a session. */
export type Field =
  | 'id'
  | 'title'
  | 'speakers'
  | 'room'
  | 'date'
  | 'start'
  | 'endDate'
  | 'end'
  | 'duration'
  | 'track'
  | 'kind'
  | 'language'
  | 'state';

/** The index of the column of each field that a table has. */
export type Columns = ReadonlyMap<Field, number>;

// FORMATS.md 2.11, and what calendars and spreadsheets write besides; without accents, the surest name first.
const NAMES: readonly (readonly [Field, string])[] = [
  ['id', 'id, session id, talk id, proposal id, code, uid, guid, identifiant'],
  [
    'title',
    'proposal title, session title, talk title, title, titre, titre de la session, titre du talk, titel, intitule, sujet, subject, summary, vortrag, talk, session, conference, name, nom',
  ],
  [
    'speakers',
    'speaker names, speakers, speaker, speaker s, speaker name, persons, person, orateurs, orateur, orateur s, oratrice, oratrices, intervenants, intervenant, intervenant s, intervenante, intervenantes, conferenciers, conferencier, teilnehmer, referenten, referent, referentin, sprecher, vortragende, presenters, presenter, auteurs, authors',
  ],
  ['room', 'room, room name, salle, raum, saal, ort, location, venue, lieu, endroit, place, amphi'],
  ['date', 'date, start date, date de debut, datum, startdatum, jour, day, tag'],
  [
    'start',
    'start time, start, starts at, starts, start at, heure de debut, debut, startzeit, beginn, begin, begins, heure, horaire, time, uhrzeit, von, from, de',
  ],
  ['endDate', 'end date, date de fin, enddatum'],
  ['end', 'end time, end, ends at, ends, end at, heure de fin, fin, endzeit, ende, bis, to, until, a'],
  [
    'duration',
    'duration, duration min, duration minutes, duree, duree min, duree minutes, duree en minutes, dauer, dauer min, dauer minuten, length, minutes',
  ],
  ['track', 'track, theme, thematique, parcours, thema, topic, category, categorie, kategorie'],
  ['kind', 'session type, type, type de session, typ, art, format, session format, kind'],
  ['language', 'language, langue, sprache, lang, session language'],
  ['state', 'state, status, statut, etat'],
];

/** Finds the columns of a table by the names in its first row, whatever their accents and case. */
export function mapColumns(headers: readonly string[]): Columns {
  const byName = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const name = plain(header);
    if (name !== '' && !byName.has(name)) byName.set(name, index);
  }
  const found = new Map<Field, number>();
  for (const [field, names] of NAMES) {
    const name = names.split(', ').find((candidate) => byName.has(candidate));
    const index = name === undefined ? undefined : byName.get(name);
    if (index !== undefined) found.set(field, index);
  }
  return found;
}

/** `Columns: title = "Titre", start = "Début"; not used: "Niveau".` */
export function describeColumns(headers: readonly string[], columns: Columns): string {
  const used = new Set(columns.values());
  const mapped = [...columns].map(([field, index]) => `${field} = ${quoted(headers[index])}`);
  const others = headers.filter((header, index) => !used.has(index) && cleanLine(header) !== '');
  const unused = others.length === 0 ? '' : `; not used: ${listed(others)}`;
  return `Columns: ${mapped.join(', ')}${unused}.`;
}

/** Why a table with such columns is no programme, and what would make it one; null where it may be. */
export function refuseColumns(headers: readonly string[], columns: Columns): string | null {
  const names = headers.filter((header) => cleanLine(header) !== '');
  const found = `Its columns: ${listed(names)}.`;
  const isTimed = columns.has('start') || columns.has('date');
  if (isTimed && columns.has('title')) return null;
  if (isTimed) return `This table has no column for the title: name one "title". ${found}`;
  if (names.some((name) => SPEAKER.test(plain(name)))) {
    return `This is a list of speakers, not a programme: it says nothing of times. Export the schedule instead. ${found}`;
  }
  const missing = ['title', 'date', 'start', 'room'].filter((field) => !columns.has(field as Field));
  const what = columns.has('title') ? 'a list of talks, not a programme' : 'a table, but not a programme';
  return `This is ${what}: it has no column for the start. Export the schedule instead, or add columns named ${missing.map(quoted).join(', ')}. ${found}`;
}

const SPEAKER =
  /^(e ?mail|bio(graphy|graphie)?|first ?name|last ?name|prenom|vorname|nachname|twitter|company)\b/;
const LISTED_MAX = 20;

function plain(header: string): string {
  return cleanLine(header)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function listed(names: readonly string[]): string {
  const more = names.length > LISTED_MAX ? ` and ${names.length - LISTED_MAX} more` : '';
  return `${names.slice(0, LISTED_MAX).map(quoted).join(', ')}${more}`;
}

function quoted(name: string | undefined): string {
  return `"${cleanLine(name).slice(0, 40)}"`;
}
