import type { FrameTexts } from './en';

export const fr: FrameTexts = {
  languageName: 'Français',
  languages: 'Langue',
  errorTitle: 'Erreur\u00a0: {title}',
  goToSite: 'Aller sur {site}',
  tooMany: {
    title: 'Trop de tentatives',
    text: 'Par sécurité, nous vous demandons de patienter un peu. Merci de réessayer dans quelques minutes.',
  },
  unavailable: {
    title: 'Une erreur s’est produite',
    text: 'Le problème vient de nous, pas de vous. Merci d’ouvrir à nouveau le lien reçu par e-mail dans quelques minutes.',
  },
};
