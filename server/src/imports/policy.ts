import type { Core } from '@strapi/strapi';
import type { ImportKind } from '../../../contracts/imports';
import { service } from '../shared/services';

type PolicyContext = {
  params: { id?: string; kind?: string };
  state: { userAbility: { can(right: string): boolean } };
};

/**
 * Lets pass whoever may import lists of some kind; to an import and what is about a kind, whoever
 * may import that one. Others are answered as if there were no such import.
 */
export const mayImport = async (
  { params: { id, kind }, state }: PolicyContext,
  _config: unknown,
  { strapi }: { strapi: Core.Strapi },
): Promise<boolean> => {
  const imports = service(strapi, 'imports');
  const allowed = imports.allowed((right) => state.userAbility.can(right));
  if (allowed.length === 0) return false;
  if (id !== undefined) await imports.checkKind(id, allowed);
  if (kind === undefined) return true;
  imports.kindOf(kind);
  return allowed.includes(kind as ImportKind);
};
