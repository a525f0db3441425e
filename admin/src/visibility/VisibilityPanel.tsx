import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { useTranslate } from '../ui/translate';
import { useScopedTypes } from './api';
import { NewEntry } from './NewEntry';
import { SavedEntry } from './SavedEntry';

/** Beside an entry in the Content Manager: who sees it, if its type belongs to spaces. */
export const VisibilityPanel: PanelComponent = ({ model, documentId, document }) => {
  const t = useTranslate();
  const { data: types } = useScopedTypes();
  const type = types?.find(({ uid }) => uid === model);
  if (!type) return null;

  // A copy that is being made has the id of its original, and no document yet.
  const savedId = document && (document.documentId ?? documentId);

  return {
    title: t('visibility.title'),
    content: savedId ? (
      <SavedEntry
        key={savedId}
        uid={model}
        documentId={savedId}
        updatedAt={document.updatedAt ?? undefined}
        isDraft={document.status === 'draft'}
      />
    ) : (
      <NewEntry path={type.path} />
    ),
  };
};
