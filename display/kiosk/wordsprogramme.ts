import type { When } from './when.ts';

const fr = {
  nothing: 'Pas de session à venir',
  day: (when: When, date: string): string =>
    ({ today: 'Aujourd’hui', tomorrow: `Demain, ${date}`, other: capitalised(date) })[when],
  part: (from: string, to: string) => `${from} – ${to}`,
  page: (page: number, pages: number) => `page ${page} sur ${pages}`,
  now: 'Maintenant',
  next: 'Ensuite',
  until: (time: string) => `jusqu’à ${time}`,
  at: (time: string) => `à ${time}`,
  here: 'vous êtes ici',
  elsewhere: 'Ailleurs',
  cancelled: 'Annulé',
  nothingNow: 'rien pour l’instant',
  nothingNext: 'plus rien ce jour',
};

export type ProgrammeWords = typeof fr;

const en: ProgrammeWords = {
  nothing: 'No session to come',
  day: (when, date) => ({ today: 'Today', tomorrow: `Tomorrow, ${date}`, other: date })[when],
  part: (from, to) => `${from} – ${to}`,
  page: (page, pages) => `page ${page} of ${pages}`,
  now: 'Now',
  next: 'Next',
  until: (time) => `until ${time}`,
  at: (time) => `at ${time}`,
  here: 'you are here',
  elsewhere: 'Elsewhere',
  cancelled: 'Cancelled',
  nothingNow: 'nothing right now',
  nothingNext: 'nothing more that day',
};

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The words of the programme page. */
export const programmeWords = { fr, en };
