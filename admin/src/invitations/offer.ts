import type { GroupName } from '../groups/api';
import type { Language } from '../translations/languages';
import { endOfDay } from './lastDay';

/** What the fields of a form say that an invitation carries. */
export type Carried = {
  spaces: string[];
  groups: GroupName[];
  role: string | null;
  locale: Language | null;
  /** A day, as `2026-03-31`. */
  expiresAt: string | null;
};

/** That, and how people are told. */
export type Offered = Carried & {
  admin: boolean;
  message: string;
  send: boolean;
};

export const NOTHING_CARRIED: Carried = {
  spaces: [],
  groups: [],
  role: null,
  locale: null,
  expiresAt: null,
};

export const NO_OFFER: Offered = { ...NOTHING_CARRIED, admin: false, message: '', send: true };

/** The same as our API takes it. */
export const carriedOf = <Fields extends Carried>({ groups, expiresAt, ...carried }: Fields) => ({
  ...carried,
  groups: groups.map(({ documentId }) => documentId),
  expiresAt: endOfDay(expiresAt),
});

/** The same as our API takes it. */
export const offerOf = ({ message, ...offered }: Offered) => ({
  ...carriedOf(offered),
  message: message.trim() || null,
});
