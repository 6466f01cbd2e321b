const fr = {
  nothing: 'Pas encore de résultat',
  title: 'Ce que vous avez préféré',
  sentence:
    'La part de +1 parmi les votes. Le trait marque la part comptée, la barre va du plus bas au plus haut de ce qui est vraisemblable (à 95\u00a0%).',
  votes: (count: string) => `${count} votes`,
  likely: (low: string, high: string) => `entre ${low} et ${high}`,
  asOf: (when: string) => `Publié\u00a0: ${when}`,
  page: (page: number, pages: number) => `page ${page} sur ${pages}`,
};

export type ResultsWords = typeof fr;

const en: ResultsWords = {
  nothing: 'No results yet',
  title: 'What you liked best',
  sentence:
    'The share of +1 among the votes. The bar is its likely range, from low to high (95%); the mark is the share as counted.',
  votes: (count) => `${count} votes`,
  likely: (low, high) => `likely ${low}–${high}`,
  asOf: (when) => `Published ${when}`,
  page: (page, pages) => `page ${page} of ${pages}`,
};

/** The words of the results. */
export const resultsWords = { fr, en };
