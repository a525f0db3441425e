import { Flex, TextButton, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useAmount } from './amount';
import { useTranslate } from './translate';
import type { Selection } from './useSelection';

type SelectionBarProps = {
  selection: Selection;
  /** What the list is of. */
  of: 'participants' | 'invitations' | 'groups';
  /** What can be done with them: buttons. */
  children: ReactNode;
};

/** What is selected, how to widen it to all that match, and what can be done with it. */
export const SelectionBar = ({ selection, of, children }: SelectionBarProps) => {
  const t = useTranslate();
  const amountOf = useAmount();
  const { amount, all, isWholePage, isAllThatMatch } = selection;
  const hasSome = amount.count > 0;

  return (
    <Flex gap={3} wrap="wrap" paddingBottom={hasSome ? 4 : 0}>
      <Typography textColor="neutral800" role="status">
        {hasSome ? t(all ? `${of}.selected.all` : `${of}.selected`, amountOf(amount)) : null}
      </Typography>
      {hasSome ? (
        <>
          {isWholePage && !isAllThatMatch ? (
            <TextButton onClick={selection.selectAll}>
              {t(`${of}.selectAll`, amountOf(selection.matching))}
            </TextButton>
          ) : null}
          {all ? (
            <TextButton onClick={selection.clear}>{t('list.clearSelection')}</TextButton>
          ) : null}
          {children}
        </>
      ) : null}
    </Flex>
  );
};
