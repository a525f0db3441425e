import { Button, Dialog } from '@strapi/design-system';
import { Check, PaperPlane } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Import, ImportMode } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { useTranslate, type Translate } from '../ui/translate';
import { useStartImport } from './api';
import { countOf, gainingIn, isOfGroups, openIn, refusedIn } from './status';

type Counts = {
  invited: number;
  added: number;
  verified: number;
  gaining: number;
  removed: number;
};

const labelOf = (t: Translate, { invited, added, verified, gaining, removed }: Counts): string => {
  if (removed > 0) return t('imports.start.replace');
  if (verified > 0) return t('imports.start.verify', { verified });
  if (invited > 0 && added > 0) return t('imports.start.both', { invited, added });
  if (added > 0) return t('imports.start.add', { added });
  if (invited > 0) return t('imports.start.invite', { invited });
  return gaining > 0 ? t('imports.start.gain', { gaining }) : t('imports.start.nothing');
};

/** Destructive, and told in numbers, where people lose their access. */
const questionOf = (t: Translate, { invited, added, removed }: Counts) =>
  removed > 0
    ? { title: t('imports.start.replace.title', { removed, added: invited + added }) }
    : {
        title: t('imports.start.title'),
        variant: 'default' as const,
        icon: <PaperPlane width="24px" height="24px" fill="primary600" />,
      };

type StartButtonProps = {
  current: Import;
  mode: ImportMode;
  /** How many the start would remove; null while that is not known. */
  removed: number | null;
};

export const StartButton = ({ current, mode, removed }: StartButtonProps) => {
  const t = useTranslate();
  const { notifyError } = useErrors();
  const [start, { isLoading }] = useStartImport();
  const [isAsking, setAsking] = useState(false);
  const counts = {
    invited: countOf(current, 'invited'),
    added: countOf(current, 'added'),
    verified: countOf(current, 'verified'),
    gaining: gainingIn(current),
    removed: removed ?? 0,
  };
  const isNothing = openIn(current) + counts.removed === 0;

  const confirm = async () => {
    const result = await start({ id: current.id, mode });
    if ('error' in result) notifyError(result.error);
  };

  return (
    <>
      <Button
        variant={counts.removed > 0 ? 'danger' : 'default'}
        startIcon={isOfGroups(current) ? <Check /> : <PaperPlane />}
        loading={isLoading}
        disabled={isNothing || isLoading || removed === null}
        onClick={() => setAsking(true)}
      >
        {labelOf(t, counts)}
      </Button>
      <Dialog.Root open={isAsking} onOpenChange={setAsking}>
        <ConfirmDialog {...questionOf(t, counts)} onConfirm={confirm}>
          {t(`imports.${current.kind}.start`, { ...counts, refused: refusedIn(current) })}
        </ConfirmDialog>
      </Dialog.Root>
    </>
  );
};
