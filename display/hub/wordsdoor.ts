const fr = {
  signIn: 'Connexion',
  signInHelp: 'Le tableau de bord est réservé aux organisateurs.',
  name: 'Nom',
  password: 'Mot de passe',
  enter: 'Se connecter',
  wrong: 'Ce nom et ce mot de passe ne vont pas ensemble.',
  tooMany: 'Trop d’essais\u00a0: attendez un quart d’heure avant de réessayer.',
  unheard: 'Le hub n’a pas répondu. Vérifiez le réseau, puis réessayez.',
  noAccount: 'Pas de compte\u00a0? Un organisateur peut vous envoyer une invitation depuis la page Comptes.',
  invited: 'Créer votre compte',
  invitedAs: {
    organiser: 'Vous êtes invité comme organisateur\u00a0: vous pourrez tout voir et tout changer.',
    viewer: 'Vous êtes invité en lecture\u00a0: vous pourrez tout voir, sans rien changer.',
  },
  chooseName: 'Votre nom, tel que les autres le verront',
  choosePassword: 'Choisissez un mot de passe, de 10 caractères au moins',
  again: 'Le même mot de passe, encore une fois',
  different: 'Les deux mots de passe ne sont pas les mêmes.',
  create: 'Créer le compte',
  over: 'Cette invitation n’est plus valable',
  overHelp: 'Un lien ne sert qu’une fois, et pour un temps limité. Demandez-en un autre à un organisateur.',
  toSignIn: 'Aller à la connexion',
  lookAgain: 'Réessayer',
  checking: 'Vérification de l’invitation…',
};

type DoorWords = typeof fr;

const en: DoorWords = {
  signIn: 'Sign in',
  signInHelp: 'The dashboard is for organisers.',
  name: 'Name',
  password: 'Password',
  enter: 'Sign in',
  wrong: 'This name and this password do not belong together.',
  tooMany: 'Too many tries: wait a quarter of an hour before the next one.',
  unheard: 'The hub did not answer. Check the network, then try again.',
  noAccount: 'No account? An organiser can send you an invitation from the Accounts page.',
  invited: 'Create your account',
  invitedAs: {
    organiser: 'You are invited as an organiser: you will see everything and may change it.',
    viewer: 'You are invited as a viewer: you will see everything and change nothing.',
  },
  chooseName: 'Your name, as others will see it',
  choosePassword: 'Choose a password of 10 characters or more',
  again: 'The same password once more',
  different: 'The two passwords are not the same.',
  create: 'Create the account',
  over: 'This invitation is no longer valid',
  overHelp: 'A link works once, and for a limited time. Ask an organiser for another one.',
  toSignIn: 'Go to sign-in',
  lookAgain: 'Try again',
  checking: 'Checking the invitation…',
};

/** Sign-in and invitations. */
export const doorWords = { fr, en };
