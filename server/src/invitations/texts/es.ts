import type { PageTexts } from './en';

export const es: PageTexts = {
  errorSummary: 'Hay un problema',
  optional: 'opcional',
  newTab: 'se abre en una pestaña nueva',

  invitation: {
    title: 'Tiene una invitación',
    intro: '{inviter} le invita a participar en:',
    introSite: '{inviter} le invita a unirse a {site}.',
    groups: 'También formará parte de:',
    message: 'Mensaje que acompaña a la invitación',
    lastDay: 'Puede aceptar hasta el {day}.',
  },
  form: {
    heading: 'Aceptar la invitación',
    intro: 'Elija un nombre de usuario y una contraseña; no hace falta nada más.',
    email: 'Correo electrónico',
    emailHint: 'Iniciará sesión con esta dirección.',
    ownEmailHint: 'La suya. Iniciará sesión con ella.',
    username: 'Nombre de usuario',
    usernameHint: 'El nombre con el que aparecerá en el sitio.',
    password: 'Contraseña',
    passwordHint: 'Al menos {count} caracteres.',
    passwordAgain:
      'Por seguridad, no hemos conservado la contraseña. Por favor, escríbala de nuevo.',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    acceptTerms: 'Acepto las {terms}',
    terms: 'condiciones de uso',
    newsletter: 'Deseo recibir novedades por correo electrónico',
    accept: 'Aceptar',
  },
  existingAccount: {
    intro: 'Ya tiene una cuenta con esta dirección. Escriba su contraseña para aceptar.',
    password: 'Contraseña de su cuenta',
    forgotten:
      '¿Ha olvidado su contraseña? Establezca una nueva en {site} y vuelva a abrir el enlace del correo.',
  },
  decline: {
    heading: '¿No le interesa?',
    intro:
      'Puede rechazarla. No se creará ninguna cuenta y no volveremos a escribirle sobre esta invitación.',
    button: 'Rechazar esta invitación',
  },
  accepted: {
    title: '¡Le damos la bienvenida!',
    text: 'Ha aceptado la invitación.',
    spaces: 'Ya puede participar en:',
    signIn: 'Inicie sesión con {email} y su contraseña.',
    confirmFirst:
      'Hemos enviado un correo a {email}. Siga su enlace para confirmar la dirección y después inicie sesión.',
  },
  code: {
    title: 'Introduzca su código',
    intro: 'Su invitación venía con un código, en papel o de alguien que conoce.',
    label: 'Código',
    hint: '12 letras y cifras, por ejemplo ABCD-EFGH-JKMN. Las mayúsculas y los guiones no importan.',
    button: 'Continuar',
    expired: 'Pida un código nuevo a quien se lo dio.',
  },
  declined: {
    title: 'Ha rechazado la invitación',
    text: 'No se ha creado ninguna cuenta y no volveremos a escribirle sobre esta invitación. Gracias por hacérnoslo saber.',
  },
  invalid: {
    title: 'Este enlace no funciona',
    text: 'Es posible que la invitación ya se haya respondido o se haya retirado, o que un correo más reciente contenga un enlace nuevo. También puede ser que se haya perdido una parte del enlace al copiarlo.',
    advice:
      'Pruebe con el enlace del correo más reciente. Si tampoco funciona, consulte a la persona que le invitó.',
    member: '¿Ya ha aceptado? Inicie sesión en {site}.',
  },
  expired: {
    title: 'Esta invitación ha caducado',
    text: 'Estuvo abierta hasta el {day}.',
    advice:
      '¿Todavía desea participar? Podemos enviarle una nueva invitación por correo electrónico.',
    button: 'Enviarme una nueva invitación',
  },
  resent: {
    title: 'Revise su correo',
    text: 'Si hay una invitación para usted, un correo con un enlace nuevo está en camino. Puede tardar unos minutos.',
    advice: 'Si no llega nada, busque en el correo no deseado (spam).',
  },

  errors: {
    code: {
      required: 'Introduzca el código',
      invitation_invalid: 'Este código no funciona. Compruébelo o pregunte a quien se lo dio',
    },
    email: {
      missing_email: 'Introduzca su correo electrónico',
      invalid_email: 'Esto no es una dirección de correo: escríbala como nombre@example.org',
      email_taken:
        'Esta dirección ya está en uso. Introduzca la contraseña de su cuenta o use otra dirección',
    },
    username: {
      required: 'Escriba un nombre de usuario',
      too_short: 'Elija un nombre de usuario más largo',
      too_long: 'Elija un nombre de usuario más corto',
      username_taken: 'Este nombre de usuario ya está en uso. Elija otro',
      invalid_input: 'Elija otro nombre de usuario',
    },
    password: {
      required: 'Escriba una contraseña',
      too_short: 'Elija una contraseña más larga',
      too_long: 'Elija una contraseña más corta',
      invalid_password: 'Esta contraseña no cumple las reglas del sitio. Elija otra',
      wrong_password: 'Esta no es la contraseña de su cuenta',
      invalid_input: 'Elija otra contraseña',
    },
    acceptTerms: {
      required: 'Acepte las condiciones de uso para continuar',
      terms_not_accepted: 'Acepte las condiciones de uso para continuar',
      invalid_input: 'Acepte las condiciones de uso para continuar',
    },
    firstName: {
      required: 'Escriba su nombre',
      too_long: 'Acorte su nombre',
      invalid_input: 'Revise su nombre',
    },
    lastName: {
      required: 'Escriba sus apellidos',
      too_long: 'Acorte sus apellidos',
      invalid_input: 'Revise sus apellidos',
    },
    form: {
      required: 'Rellene este campo',
      too_short: 'Es demasiado corto',
      too_long: 'Es demasiado largo',
      invalid_input: 'Revise lo que ha escrito',
      invalid_choice: 'Revise lo que ha elegido',
      forbidden_character: 'Quite estos caracteres: < > ? % & ^ * # @ ( ) [ ] = + : ; " { } | \\',
      control_character: 'Quite los saltos de línea y los caracteres invisibles',
      too_many_requests: 'Demasiados intentos. Vuelva a intentarlo dentro de unos minutos',
      account_exists:
        'Ya existe una cuenta con esta dirección. Vuelva a abrir el enlace del correo',
      account_blocked:
        'La cuenta con esta dirección está bloqueada. Póngase en contacto con el equipo del sitio',
      wrong_account: 'La invitación es para una dirección distinta de la de su cuenta',
      wrong_password: 'La contraseña no es correcta',
      username_taken: 'Este nombre de usuario ya está en uso. Elija otro',
      terms_not_accepted: 'Acepte las condiciones de uso para continuar',
      invalid_password: 'Esta contraseña no cumple las reglas del sitio. Elija otra',
    },
    unknown: 'No se ha podido aceptar. Revíselo y vuelva a intentarlo',
  },
};
