/** The hours at which talks begin, by the clock on the wall; each lasts MINUTES. */
const HOURS = ['09:00', '10:00', '11:00', '14:00', '15:00', '16:00', '17:00'];
const MINUTES = 50;

/** Of each room, what is said when: title and speakers. */
const TALKS: Readonly<Record<string, readonly (readonly [title: string, ...speakers: string[]])[]>> = {
  'Amphi A': [
    ['Opening: ten years of punching buttons', 'Nolwenn Cœurdacier'],
    ['A database in a toaster', 'Zoë Le Bœuf', 'Iñaki Ortíz'],
    ['Debugging without tears', 'Maëlle Kerguélen'],
    ['Rust for people in a hurry', 'Bjørn Åkesson'],
    ['Why your tests lie', 'Anne-Lyse Trévidic'],
    ['Encrypting backups, for real', 'Solène Abgrall'],
    ['A compiler in forty minutes', 'Yann Bozec', 'Ada Quéméner'],
  ],
  'Amphi B': [
    ['Do less, measure more', 'Rozenn Pérès'],
    ['Accessibility begins at the keyboard', 'Gwenn Le Dantec'],
    ['Kubernetes on a raft', 'Tomáš Novák'],
    ['A short history of time zones', 'Éloïse Marchadour'],
    ['Caches: three troubles and one cure', 'Ümit Özgür'],
    ['Postgres as a message queue', 'Inès Le Goff'],
    ['What a code review is for', 'Dvořák Šimon'],
  ],
  'Salle C': [
    ['Solder your first sensor', 'Gaël Tanguy'],
    ['From forty-two microservices to one monolith', 'François-Xavier Guével', 'Łucja Wójcik'],
    ['Reading code that nobody reviewed', 'Dvořák Šimon'],
    ['A hundred sensors, one battery, ten years', 'Gaël Tanguy'],
    ['CSS, the good surprises', 'Katell Morvan'],
    ['Map a village in a weekend', 'Erwan Le Gall'],
    ['Your logs, without the noise', 'Tiphaine Cadoret'],
  ],
  'Salle D': [
    ['Git beyond the first five commands', 'Malo Prigent'],
    ['Type systems for the undecided', 'Soizic Hamon'],
    ['Small teams, large migrations', 'Enora Jaouen'],
    ['Fuzzing a parser before lunch settles', 'Ronan Guivarch'],
    ['Free software that pays its people', 'Awena Riou'],
    ['The keyboard that we built', 'Loïc Kerbrat'],
    ['Quantum, explained with pancakes', 'Bleuenn Salaün'],
  ],
};

/** The programme of the pictures' event, as a file that a hub reads. */
export function programmeOn(day: string): object {
  const sessions = Object.entries(TALKS).flatMap(([room, talks]) =>
    talks.map(([title, ...speakers], index) => {
      const begins = `${day}T${HOURS[index]}:00+02:00`;
      const endsAt = new Date(Date.parse(begins) + MINUTES * 60_000).toISOString();
      const id = `${room} ${HOURS[index]}`;
      const feedbackUrl = `https://kercamp.example/feedback/${id.toLowerCase().replaceAll(' ', '-').replace(':', '')}`;
      return { id, title, speakers, room, startsAt: begins, endsAt, kind: 'talk', feedbackUrl };
    }),
  );
  return { name: 'Ker Camp 2026', timezone: 'Europe/Paris', sessions };
}
