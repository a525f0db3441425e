import type { ErrorCode } from '../../../contracts/errors';
import type { RowReason } from '../../../contracts/imports';
import type { Locale } from '../shared/locales';

type Texts = {
  line: string;
  reason: string;
  reasons: Partial<Record<ErrorCode, (value: string) => string>>;
};

/** What people read in the files that they download: names of columns and reasons. */
export const TEXTS: Record<Locale, Texts> = {
  en: {
    line: 'Line',
    reason: 'Reason',
    reasons: {
      missing_email: () => 'The e-mail address is missing.',
      invalid_email: () => 'This is not an e-mail address.',
      missing_name: () => 'The name is missing.',
      forbidden_character: (value) => `The name holds ${value}, which names can't contain.`,
      control_character: (value) => `The name holds an invisible character (${value}).`,
      too_long: () => 'The name is longer than 255 characters.',
      cell_too_long: () => 'The cell is too long.',
      duplicate_in_file: (value) => `The same address stands on line ${value} already.`,
    },
  },
  fr: {
    line: 'Ligne',
    reason: 'Motif',
    reasons: {
      missing_email: () => 'L’adresse e-mail manque.',
      invalid_email: () => 'Ce n’est pas une adresse e-mail.',
      missing_name: () => 'Le nom manque.',
      forbidden_character: (value) => `Le nom contient ${value}, ce qui n’est pas permis.`,
      control_character: (value) => `Le nom contient un caractère invisible (${value}).`,
      too_long: () => 'Le nom dépasse 255 caractères.',
      cell_too_long: () => 'La cellule est trop longue.',
      duplicate_in_file: (value) => `La même adresse figure déjà à la ligne ${value}.`,
    },
  },
  es: {
    line: 'Línea',
    reason: 'Motivo',
    reasons: {
      missing_email: () => 'Falta la dirección de correo.',
      invalid_email: () => 'No es una dirección de correo.',
      missing_name: () => 'Falta el nombre.',
      forbidden_character: (value) => `El nombre contiene ${value}, que no está permitido.`,
      control_character: (value) => `El nombre contiene un carácter invisible (${value}).`,
      too_long: () => 'El nombre supera los 255 caracteres.',
      cell_too_long: () => 'La celda es demasiado larga.',
      duplicate_in_file: (value) => `La misma dirección ya figura en la línea ${value}.`,
    },
  },
};

/** A reason in words of this language. */
export const reasonText = (reason: RowReason, locale: Locale): string =>
  TEXTS[locale].reasons[reason.code]?.(reason.value ?? '?') ?? reason.message;
