import type { ErrorCode } from '../../../contracts/errors';
import type { ImportRow, RowOutcome } from '../../../contracts/imports';
import type { Locale } from '../shared/locales';

type Texts = {
  line: string;
  reason: string;
  /** Why sound rows were not applied. */
  outcomes: Partial<Record<RowOutcome, string>>;
  reasons: Partial<Record<ErrorCode, (value: string, field: string) => string>>;
};

/** What people read in the files that they download: names of columns and reasons. */
export const TEXTS: Record<Locale, Texts> = {
  en: {
    line: 'Line',
    reason: 'Reason',
    outcomes: {
      already_verified: 'This group is verified already.',
      unconfirmed: 'This group has not confirmed its address yet.',
      rejected: 'This group was rejected. Verify it in the panel if that was a mistake.',
      unknown: 'No group has this address.',
    },
    reasons: {
      missing_email: () => 'The e-mail address is missing.',
      invalid_email: () => 'This is not an e-mail address.',
      missing_name: () => 'The name is missing.',
      forbidden_character: (value) => `The name holds ${value}, which names can't contain.`,
      control_character: (value) => `The name holds an invisible character (${value}).`,
      too_long: () => 'The name is longer than 255 characters.',
      cell_too_long: () => 'The cell is too long.',
      duplicate_in_file: (value) => `The same address stands on line ${value} already.`,
      unknown_group: (value) => `There is no group “${value}”.`,
      unknown_space: (value) => `There is no space “${value}”.`,
      unknown_role: (value) => `There is no role “${value}”.`,
      unknown_locale: (value) => `There is no language “${value}”: en, fr or es.`,
      invalid_admin_value: (value) => `Administrator rights are TRUE or FALSE, not “${value}”.`,
      invalid_field_value: (value, field) => `“${value}” does not fit the column “${field}”.`,
      admin_not_allowed: () =>
        'Only somebody who may create administrators can offer their rights.',
      role_not_allowed: () => 'Only somebody who may see the roles of the site can offer one.',
    },
  },
  fr: {
    line: 'Ligne',
    reason: 'Motif',
    outcomes: {
      already_verified: 'Ce groupe est déjà vérifié.',
      unconfirmed: 'Ce groupe n’a pas encore confirmé son adresse.',
      rejected: 'Ce groupe a été refusé. Vérifiez-le dans l’interface si c’était une erreur.',
      unknown: 'Aucun groupe n’a cette adresse.',
    },
    reasons: {
      missing_email: () => 'L’adresse e-mail manque.',
      invalid_email: () => 'Ce n’est pas une adresse e-mail.',
      missing_name: () => 'Le nom manque.',
      forbidden_character: (value) => `Le nom contient ${value}, ce qui n’est pas permis.`,
      control_character: (value) => `Le nom contient un caractère invisible (${value}).`,
      too_long: () => 'Le nom dépasse 255 caractères.',
      cell_too_long: () => 'La cellule est trop longue.',
      duplicate_in_file: (value) => `La même adresse figure déjà à la ligne ${value}.`,
      unknown_group: (value) => `Il n’y a pas de groupe « ${value} ».`,
      unknown_space: (value) => `Il n’y a pas d’espace « ${value} ».`,
      unknown_role: (value) => `Il n’y a pas de rôle « ${value} ».`,
      unknown_locale: (value) => `Il n’y a pas de langue « ${value} » : en, fr ou es.`,
      invalid_admin_value: (value) =>
        `Les droits d’administration sont VRAI ou FAUX, et non « ${value} ».`,
      invalid_field_value: (value, field) =>
        `« ${value} » ne convient pas à la colonne « ${field} ».`,
      admin_not_allowed: () =>
        'Seul qui peut créer des administrateurs peut proposer leurs droits.',
      role_not_allowed: () => 'Seul qui peut voir les rôles du site peut en proposer un.',
    },
  },
  es: {
    line: 'Línea',
    reason: 'Motivo',
    outcomes: {
      already_verified: 'Este grupo ya está verificado.',
      unconfirmed: 'Este grupo todavía no ha confirmado su dirección.',
      rejected: 'Este grupo fue rechazado. Verifícalo en el panel si fue un error.',
      unknown: 'Ningún grupo tiene esta dirección.',
    },
    reasons: {
      missing_email: () => 'Falta la dirección de correo.',
      invalid_email: () => 'No es una dirección de correo.',
      missing_name: () => 'Falta el nombre.',
      forbidden_character: (value) => `El nombre contiene ${value}, que no está permitido.`,
      control_character: (value) => `El nombre contiene un carácter invisible (${value}).`,
      too_long: () => 'El nombre supera los 255 caracteres.',
      cell_too_long: () => 'La celda es demasiado larga.',
      duplicate_in_file: (value) => `La misma dirección ya figura en la línea ${value}.`,
      unknown_group: (value) => `No hay ningún grupo «${value}».`,
      unknown_space: (value) => `No hay ningún espacio «${value}».`,
      unknown_role: (value) => `No hay ningún rol «${value}».`,
      unknown_locale: (value) => `No hay ningún idioma «${value}»: en, fr o es.`,
      invalid_admin_value: (value) =>
        `Los derechos de administración son VERDADERO o FALSO, no «${value}».`,
      invalid_field_value: (value, field) => `«${value}» no sirve para la columna «${field}».`,
      admin_not_allowed: () => 'Solo quien puede crear administradores puede ofrecer sus derechos.',
      role_not_allowed: () => 'Solo quien puede ver los roles del sitio puede ofrecer uno.',
    },
  },
};

/** Why a row was not applied, in words of this language. */
export const reasonsOf = ({ reasons, outcome }: ImportRow, locale: Locale): string =>
  reasons.length > 0
    ? reasons
        .map(
          ({ code, value, field, message }) =>
            TEXTS[locale].reasons[code]?.(value ?? '?', field ?? '?') ?? message,
        )
        .join(' ')
    : ((outcome && TEXTS[locale].outcomes[outcome]) ?? '');
