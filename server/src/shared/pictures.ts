import type { Picture } from '../../../contracts/pictures';

/** What is told of a file of the media library, and nothing else of it. */
export const pictureOf = (file: Picture | null): Picture | null =>
  file && {
    id: file.id,
    name: file.name,
    url: file.url,
    alternativeText: file.alternativeText,
    width: file.width,
    height: file.height,
    mime: file.mime,
  };
