import { Button } from '@strapi/design-system';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';

type ChangedNoteProps = { count: number; isShown: boolean; onShow: () => void };

/** Rows that turned out other than the preview showed; shows them. */
export const ChangedNote = ({ count, isShown, onShow }: ChangedNoteProps) => {
  const t = useTranslate();
  if (count === 0) return null;

  return (
    <Note
      action={
        <Button variant="secondary" size="S" aria-pressed={isShown} onClick={onShow}>
          {t('imports.changed.show')}
        </Button>
      }
    >
      {t('imports.changed', { count })}
    </Note>
  );
};
