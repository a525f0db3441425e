import type { ConfirmationTexts } from './en';

export const es: ConfirmationTexts = {
  open: {
    title: 'Confirme esta dirección',
    intro:
      'El grupo {group} ha indicado esta dirección de correo como suya en {site}. ¿Es correcto?',
    button: 'Confirmar la dirección',
    unknown:
      'Si no conoce este grupo, cierre esta página: no pasará nada y la dirección quedará sin confirmar.',
  },
  confirmed: {
    title: 'La dirección está confirmada',
    text: '¡Gracias! Se puede escribir al grupo {group} a esta dirección.',
  },
  already: {
    title: 'Esta dirección ya está confirmada',
    text: 'La dirección del grupo {group} ya se había confirmado. No tiene que hacer nada más.',
  },
  next: 'El equipo de {site} examinará ahora el grupo. Recibirá un correo cuando haya decidido.',
  taken: {
    title: 'Esta dirección es la de una cuenta',
    text: 'Alguien tiene ahora una cuenta con esta dirección. Un grupo necesita una dirección propia.',
    advice: 'Quien gestione el grupo puede indicar otra dirección en {site}.',
  },
  invalid: {
    title: 'Este enlace no funciona',
    text: 'Es posible que el grupo tenga ahora otra dirección o que un correo más reciente contenga un enlace nuevo. También puede ser que se haya perdido una parte del enlace al copiarlo.',
    advice:
      'Pruebe el enlace del correo más reciente. Si tampoco funciona, quien gestione el grupo puede pedir un correo nuevo en {site}.',
  },
};
