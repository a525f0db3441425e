/**
 * Every machine code that an error of this plugin can carry in `details.code`
 * (or, for a refused field, in `details.errors[].code`). Stable: frontends and
 * the panel translate by it.
 */
export const ERROR_CODES = [
  // input, anywhere
  'invalid_input',
  'required',
  'too_long',
  'too_short',
  'invalid_choice',
  'not_found',
  'forbidden',
  'too_many_requests',
  // people
  'invalid_email',
  'missing_email',
  'missing_name',
  'forbidden_character',
  'control_character',
  'cell_too_long',
  'duplicate_in_file',
  // spaces
  'space_not_found',
  'slug_taken',
  'invalid_slug',
  'space_holds_content',
  // content of spaces
  'not_a_participant',
  'unknown_type',
  // invitations
  'invitation_invalid',
  'invitation_expired',
  'account_exists',
  'wrong_account',
  'wrong_password',
  'account_blocked',
  'username_taken',
  'terms_not_accepted',
  'invalid_password',
  'invitation_not_found',
  'invitation_closed',
  'unknown_group',
  'unknown_role',
  'unknown_locale',
  'unknown_space',
  'invalid_admin_value',
  'invalid_field_value',
  'admin_not_allowed',
  'role_not_allowed',
  'email_taken',
  // groups
  'group_not_found',
  'name_taken',
  'nickname_taken',
  'invalid_nickname',
  'document_number_taken',
  'invalid_document_number',
  'invalid_phone',
  'invalid_picture',
  'invalid_rule',
  'missing_rule',
  'not_a_manager',
  'not_the_creator',
  'not_a_member',
  'user_not_found',
  'already_member',
  'already_invited',
  'already_requested',
  'asked_recently',
  'membership_not_found',
  'membership_state',
  'last_manager',
  'already_confirmed',
  'group_not_verified',
  'group_not_allowed',
  'confirmation_invalid',
  // settings
  'invalid_template',
  'settings_changed',
  'mail_not_sent',
  // imports
  'file_missing',
  'file_empty',
  'file_type',
  'file_too_large',
  'file_unreadable',
  'no_rows',
  'no_email_column',
  'too_many_columns',
  'too_many_rows',
  'too_many_waiting',
  'unknown_kind',
  'import_not_found',
  'import_state',
  'import_interrupted',
  'row_not_found',
  'row_not_refused',
  'invalid_columns',
  'file_gone',
  'not_the_last',
  'already_accepted',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One refused field of a request, or one refused cell of a file. */
export type FieldError = {
  code: ErrorCode;
  /** Where: the names that lead to the field, e.g. `['filters', 'status']`. */
  path: string[];
  /** What is wrong and what to do, in English. */
  message: string;
  /** The value, or the part of it, that was refused. */
  value?: string;
  /** Where in a text, counted from 1. */
  at?: { line: number; column: number };
};

/** `error.details` of every refusal. */
export type ErrorDetails = { code: ErrorCode; errors?: FieldError[] };
