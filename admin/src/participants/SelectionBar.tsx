import { Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { PaperPlane, Trash } from '@strapi/icons';
import { useTranslate } from '../ui/translate';
import type { Selection } from './useSelection';

type SelectionBarProps = {
  selection: Selection;
  total: number;
  onResend?: () => void;
  onRemove?: () => void;
};

/** What is selected, how to widen it to all that match, and what can be done with it. */
export const SelectionBar = ({ selection, total, onResend, onRemove }: SelectionBarProps) => {
  const t = useTranslate();
  const { count, all, isWholePage, selectAll, clear } = selection;

  return (
    <Flex gap={3} wrap="wrap" paddingBottom={count > 0 ? 4 : 0}>
      <Typography textColor="neutral800" role="status">
        {count > 0
          ? t(all ? 'participants.selected.all' : 'participants.selected', { count })
          : null}
      </Typography>
      {count > 0 ? (
        <>
          {isWholePage && !all && total > count ? (
            <TextButton onClick={selectAll}>
              {t('participants.selectAll', { count: total })}
            </TextButton>
          ) : null}
          {all ? <TextButton onClick={clear}>{t('participants.clearSelection')}</TextButton> : null}
          {onResend ? (
            <Button variant="secondary" size="S" startIcon={<PaperPlane />} onClick={onResend}>
              {t('participants.resend')}
            </Button>
          ) : null}
          {onRemove ? (
            <Button variant="danger-light" size="S" startIcon={<Trash />} onClick={onRemove}>
              {t('participants.remove')}
            </Button>
          ) : null}
        </>
      ) : null}
    </Flex>
  );
};
