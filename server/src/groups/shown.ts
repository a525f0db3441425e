import type { GroupRef } from '../../../contracts/groups';
import type { GroupEntry } from './queries';

/** A group as other rooms speak of it. */
export const refOf = ({ documentId, name, nickname }: GroupEntry): GroupRef => ({
  documentId,
  name,
  nickname,
});

export const pictureOf = ({ avatar }: GroupEntry) =>
  avatar && {
    id: avatar.id,
    name: avatar.name,
    url: avatar.url,
    alternativeText: avatar.alternativeText,
    width: avatar.width,
    height: avatar.height,
    mime: avatar.mime,
  };
