import type { Missing } from './room.ts';

/** The words of the kiosk's frame and of its room page in one language. Functions get what is already formatted. */
export interface RoomWords {
  /** When the box was heard last, on a screen that shows what it knew then. */
  seen(when: string): string;
  timeLeft(duration: string): string;
  startsIn(duration: string): string;
  ended: string;
  coming: string;
  next: string;
  tomorrow: string;
  cancelled: string;
  voteUntil(time: string): string;
  voteFor(title: string, time: string): string;
  /** The question that the buttons answer. */
  call: string;
  votesUntil(time: string): string;
  feedback: string;
  votingStopped: string;
  missing: Record<Missing, { title: string; help: string }>;
  noRoom: string;
  noticeFrom: string;
}

export const ROOM_FR: RoomWords = {
  seen: (when) => `Dernier contact : ${when}`,
  timeLeft: (duration) => `Reste ${duration}`,
  startsIn: (duration) => `Dans ${duration}`,
  ended: 'Terminé',
  coming: 'Prochaine session',
  next: 'Ensuite',
  tomorrow: 'Demain',
  cancelled: 'Annulé',
  voteUntil: (time) => `Votez en sortant, jusqu’à ${time}`,
  voteFor: (title, time) => `Vote pour « ${title} » jusqu’à ${time}`,
  call: 'Alors, ça vous a plu ?',
  votesUntil: (time) => `Votes jusqu’à ${time}`,
  feedback: 'Un mot de plus',
  votingStopped: 'Le vote est arrêté',
  missing: {
    clock: {
      title: 'L’horloge n’est pas encore à l’heure',
      help: 'Le programme s’affichera dès que l’heure sera connue. Les votes sont gardés.',
    },
    room: {
      title: 'Cette LikeBox n’a pas encore de salle',
      help: 'Donnez-lui une salle dans sa configuration : room, dans la partie [box]. Les votes sont gardés.',
    },
    programme: {
      title: 'Pas encore de programme',
      help: 'Il s’affichera dès qu’il sera lu. Les votes sont gardés.',
    },
    rest: {
      title: 'C’est fini pour cette salle',
      help: 'Il n’y a plus de session au programme. Merci, et à bientôt !',
    },
    away: {
      title: 'La suite n’est pas connue ici',
      help: 'La LikeBox ne répond pas. Le programme revient avec elle.',
    },
  },
  noRoom: 'sans salle',
  noticeFrom: 'Message des organisateurs',
};

export const ROOM_EN: RoomWords = {
  seen: (when) => `Last seen: ${when}`,
  timeLeft: (duration) => `${duration} left`,
  startsIn: (duration) => `In ${duration}`,
  ended: 'Ended',
  coming: 'Next session',
  next: 'Next',
  tomorrow: 'Tomorrow',
  cancelled: 'Cancelled',
  voteUntil: (time) => `Vote on your way out, until ${time}`,
  voteFor: (title, time) => `Voting on “${title}” until ${time}`,
  call: 'So, did you like it?',
  votesUntil: (time) => `Votes until ${time}`,
  feedback: 'Say more',
  votingStopped: 'Voting has stopped',
  missing: {
    clock: {
      title: 'The clock is not set yet',
      help: 'The programme appears as soon as the time is known. Votes are kept.',
    },
    room: {
      title: 'This LikeBox has no room yet',
      help: 'Give it one in its configuration: room, in the part [box]. Votes are kept.',
    },
    programme: {
      title: 'No programme yet',
      help: 'It appears as soon as it has been read. Votes are kept.',
    },
    rest: {
      title: 'That was all for this room',
      help: 'No session is left in the programme. Thank you, and see you soon!',
    },
    away: {
      title: 'What comes next is not known here',
      help: 'The LikeBox does not answer. The programme comes back with it.',
    },
  },
  noRoom: 'no room',
  noticeFrom: 'A message from the organisers',
};
