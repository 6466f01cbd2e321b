import type { Language } from '../config.ts';
import type { NoticeText } from './orders.ts';

/** What a notice says on a box, on one line: as written, or in the language of the box. */
export function noticeWords(text: NoticeText, language: Language): string {
  switch (text.kind) {
    case 'full':
      return language === 'fr' ? 'Salle complète' : 'Room full';
    case 'moved':
      return language === 'fr' ? `Déplacé : ${text.to}` : `Moved to ${text.to}`;
    case 'free':
      return text.text;
  }
}
