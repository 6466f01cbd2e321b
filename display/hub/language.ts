import { useState } from 'preact/hooks';

export type Language = 'fr' | 'en';

const KEY = 'likebox.language';

function read(): Language | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'fr' || kept === 'en' ? kept : null;
  } catch {
    return null; // this browser keeps nothing
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // It holds until the page is closed.
  }
}

/** The language this browser has chosen, null while it has not, and how to choose. */
export function useLanguage(): [Language | null, (language: Language) => void] {
  const [chosen, setChosen] = useState(read);
  const choose = (language: Language) => {
    keep(language);
    setChosen(language);
  };
  return [chosen, choose];
}

/** What the page speaks before the hub has said its language. */
export function browserLanguage(): Language {
  return navigator.language.startsWith('fr') ? 'fr' : 'en';
}
