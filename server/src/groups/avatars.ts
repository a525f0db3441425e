import { open } from 'node:fs/promises';
import type { Core } from '@strapi/strapi';
import type { Actor } from '../shared/actor';
import { asSystem } from '../shared/actor';
import { Refusal } from '../shared/errors';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import type { Queries } from './queries';
import { unknownGroup } from './rights';

/** A file as Strapi's body parser leaves it in its temporary folder. */
export type UploadedFile = {
  filepath: string;
  originalFilename: string | null;
  mimetype: string | null;
  size: number;
};

/** Bytes of a picture at most: phones make them of some megabytes. */
const MAX_SIZE = 10 * 1024 * 1024;

/** How pictures begin that every browser shows, none of which can hold a script. */
const SIGNATURES: { mime: string; extension: string; fits(head: Buffer): boolean }[] = [
  {
    mime: 'image/png',
    extension: 'png',
    fits: (head) => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  {
    mime: 'image/jpeg',
    extension: 'jpg',
    fits: (head) => head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  },
  {
    mime: 'image/gif',
    extension: 'gif',
    fits: (head) => /^GIF8[79]a/.test(head.toString('latin1')),
  },
  {
    mime: 'image/webp',
    extension: 'webp',
    fits: (head) => /^RIFF.{4}WEBP/s.test(head.toString('latin1')),
  },
];

const LONGEST_SIGNATURE = 12;

/** Kinds of pictures that groups can have, whoever gives them one. */
export const PICTURE_KINDS = SIGNATURES.map(({ mime }) => mime);

const headOf = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_SIGNATURE));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const refusePicture = (message: string) =>
  new Refusal(400, 'invalid_picture', message, [
    { code: 'invalid_picture', path: ['file'], message },
  ]);

/** Pictures of groups, kept by Strapi's own upload plugin. */
export const createAvatars = (strapi: Core.Strapi, { queries }: { queries: Queries }) => {
  const uploads = () => strapi.plugin('upload');

  const checked = async (file: UploadedFile) => {
    if (file.size > MAX_SIZE)
      throw new Refusal(413, 'file_too_large', 'The picture is larger than 10 MB.');
    const head = await headOf(file.filepath);
    const kind = SIGNATURES.find(({ fits }) => fits(head));
    if (!kind) throw refusePicture('This is not a picture: choose a PNG, JPEG, GIF or WebP file.');
    return kind;
  };

  const findFile = (id: number) =>
    strapi.db
      .query('plugin::upload.file')
      .findOne({ where: { id }, populate: ['createdBy', 'folder', 'related'] });

  const folderOfSite = () => uploads().service('api-upload-folder').getAPIUploadFolder();

  /** Removes pictures that came from the site; what administrators chose of their library stays. */
  const removeUnused = (ids: number[]): Promise<void> =>
    asSystem(async () => {
      for (const id of ids) {
        const file = await findFile(id);
        if (!file?.folder || file.createdBy || file.related.length > 0) continue;
        if (file.folder.id === (await folderOfSite()).id)
          await uploads().service('upload').remove(file);
      }
    });

  /** Gives a group a picture, or none, in the place of the one that it had. */
  const set = async (groupId: number, file: number | null): Promise<void> => {
    const before = await inTransaction(strapi, async (transaction) => {
      if (!(await queries.lock(transaction, groupId))) throw unknownGroup();
      const before = await queries.picturesOf([groupId]);
      await queries.setAvatar(groupId, file);
      return before;
    });
    await removeUnused(before);
  };

  return {
    set,
    removeUnused,

    /** Gives a group its picture, in the place of the one that it had. */
    async replace(nickname: string, file: UploadedFile, actor: Actor): Promise<void> {
      const { organizations } = service(strapi, 'groups');
      const group = await organizations.managing(nickname, actor, async (scene) => scene.group);
      const { mime, extension } = await checked(file);
      await asSystem(async () => {
        const folder = await folderOfSite();
        const named = {
          ...file,
          originalFilename: `${group.nickname}.${extension}`,
          mimetype: mime,
        };
        const [stored] = await uploads()
          .service('upload')
          .upload({
            data: { fileInfo: { folder: folder.id, alternativeText: group.name } },
            files: named,
          });
        try {
          await set(group.id, stored.id);
        } catch (error) {
          await removeUnused([stored.id]);
          throw error;
        }
      });
    },
  };
};

export type Avatars = ReturnType<typeof createAvatars>;
