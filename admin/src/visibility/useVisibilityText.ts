import type { EntryVisibility } from '../../../contracts/visibility';
import { useTranslate, type Translate } from '../ui/translate';
import { parentsIn } from './parents';

const sentenceOf = (t: Translate, { belongs, space, path }: EntryVisibility): string => {
  if (!space) {
    return belongs === 'missing'
      ? t('visibility.missing', { parents: parentsIn(path) })
      : t('visibility.none');
  }
  const { title, visibility, published, participants } = space;
  return published
    ? t(`visibility.space.${visibility}`, { title, count: participants.active })
    : t('visibility.unpublished', { title });
};

/** How many are on the list of a space that has an effect, and may not enter yet. */
const waitingFor = ({ space }: EntryVisibility): number =>
  space?.published && space.visibility !== 'public'
    ? space.participants.total - space.participants.active
    : 0;

/** Who sees an entry, in one sentence, and what else there is to know of it. */
export const useVisibilityText = (visibility: EntryVisibility, isDraft: boolean) => {
  const t = useTranslate();
  const parents = visibility.belongs === 'missing' ? '' : parentsIn(visibility.path);
  const count = waitingFor(visibility);

  return {
    sentence: sentenceOf(t, visibility),
    remarks: [
      ...(count > 0 ? [t('visibility.waiting', { count })] : []),
      ...(parents ? [t('visibility.through', { parents })] : []),
      ...(isDraft ? [t('visibility.draft')] : []),
    ],
  };
};
