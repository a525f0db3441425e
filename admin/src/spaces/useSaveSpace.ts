import { useNotification, type FormHelpers } from '@strapi/strapi/admin';
import type { Space } from '../../../contracts/spaces';
import { useErrors } from '../ui/errors';
import { useTranslate } from '../ui/translate';
import { useCreateSpace, useUpdateSpace } from './api';
import { changesOf, newSpaceOf, valuesOf, type SpaceValues } from './spaceValues';

const FIELD_OF_CODE = { slug_taken: 'slug', invalid_slug: 'slug' } as const;

type Helpers = Pick<FormHelpers<SpaceValues>, 'setErrors' | 'resetForm'>;

/** Creates a space, or changes the given one; answers it, or nothing after showing what was refused. */
export const useSaveSpace = () => {
  const t = useTranslate();
  const { describeFields, notifyError } = useErrors();
  const { toggleNotification } = useNotification();
  const [createSpace] = useCreateSpace();
  const [updateSpace] = useUpdateSpace();

  return async (
    values: SpaceValues,
    { setErrors, resetForm }: Helpers,
    space?: Space,
  ): Promise<Space | undefined> => {
    if (!values.title?.trim()) {
      setErrors({ title: t('error.required') });
      return undefined;
    }

    const result = space
      ? await updateSpace({ id: space.documentId, changes: changesOf(values, valuesOf(space)) })
      : await createSpace(newSpaceOf(values));

    if ('error' in result) {
      const fields = describeFields(result.error, FIELD_OF_CODE);
      setErrors(fields);
      if (Object.keys(fields).length === 0) notifyError(result.error);
      return undefined;
    }

    resetForm(valuesOf(result.data));
    toggleNotification({
      type: 'success',
      message: t(space ? 'spaces.saved' : 'spaces.created'),
    });
    return result.data;
  };
};
