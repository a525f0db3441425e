import type { GroupRef } from '../../../contracts/groups';
import type { GroupEntry } from './queries';

/** A group as other rooms speak of it. */
export const refOf = ({ documentId, name, nickname }: GroupEntry): GroupRef => ({
  documentId,
  name,
  nickname,
});
