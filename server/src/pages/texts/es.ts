import type { FrameTexts } from './en';

export const es: FrameTexts = {
  languageName: 'Español',
  languages: 'Idioma',
  errorTitle: 'Error: {title}',
  goToSite: 'Ir a {site}',
  tooMany: {
    title: 'Demasiados intentos',
    text: 'Por seguridad, le pedimos que espere un poco. Vuelva a intentarlo dentro de unos minutos.',
  },
  unavailable: {
    title: 'Algo ha fallado',
    text: 'El problema es nuestro, no suyo. Vuelva a abrir el enlace del correo dentro de unos minutos.',
  },
};
