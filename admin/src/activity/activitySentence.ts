import { useIntl } from 'react-intl';
import type { Activity } from '../../../contracts/activity';
import { useTranslate, type Translate } from '../ui/translate';

const FIELDS = [
  'title',
  'slug',
  'kind',
  'visibility',
  'published',
  'summary',
  'description',
  'banner',
  'groups',
] as const;

/** Names of the fields that were changed; one the panel does not show keeps its own name. */
const changedFields = (t: Translate, { changed }: Activity['details']): string[] => {
  if (!Array.isArray(changed)) return [];
  return changed.map((name) => {
    const field = FIELDS.find((known) => known === name);
    return field ? t(`spaces.field.${field}`) : String(name);
  });
};

const numberIn = (details: Activity['details'], name: string): number => {
  const value = details[name];
  return typeof value === 'number' ? value : 0;
};

export const useActivitySentence = () => {
  const t = useTranslate();
  const { formatList } = useIntl();

  return ({ action, actor, subject, space, details }: Activity): string => {
    const who = actor ?? t('activity.system');
    const whom = subject ?? space?.title ?? '';

    switch (action) {
      case 'space.updated': {
        const changed = changedFields(t, details);
        return changed.length > 0
          ? t('activity.space.updated.fields', { who, fields: formatList(changed) })
          : t('activity.space.updated', { who });
      }
      case 'participant.added':
        return t(
          details.outcome === 'invited'
            ? 'activity.participant.invited'
            : 'activity.participant.added',
          { who, whom },
        );
      case 'import.completed':
      case 'import.cancelled':
        return t(`activity.${action}`, {
          who,
          whom,
          invited: numberIn(details, 'invited'),
          added: numberIn(details, 'added'),
          removed: numberIn(details, 'removed'),
        });
      case 'invitation.created': {
        const count = Object.keys(details).reduce((sum, name) => sum + numberIn(details, name), 0);
        return t('activity.invitation.created', {
          who,
          whom: subject ?? t('activity.people', { count }),
        });
      }
      case 'invitation.codes_created':
        return t('activity.invitation.codes_created', { who, count: numberIn(details, 'count') });
      case 'member.accepted':
      case 'member.declined':
      case 'member.demoted':
        return t(actor === subject ? `activity.${action}.own` : `activity.${action}`, {
          who,
          whom,
        });
      default:
        return t(`activity.${action}`, { who, whom });
    }
  };
};
