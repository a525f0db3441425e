import { Flex, TextButton, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useTranslate } from './translate';
import type { Selection } from './useSelection';

type SelectionBarProps = {
  selection: Selection;
  total: number;
  /** How many are selected, in words. */
  summary: string;
  /** Widens the selection to all that match. */
  selectAll: string;
  /** What can be done with them: buttons. */
  children: ReactNode;
};

/** What is selected, how to widen it to all that match, and what can be done with it. */
export const SelectionBar = ({
  selection,
  total,
  summary,
  selectAll,
  children,
}: SelectionBarProps) => {
  const t = useTranslate();
  const { count, all, isWholePage } = selection;

  return (
    <Flex gap={3} wrap="wrap" paddingBottom={count > 0 ? 4 : 0}>
      <Typography textColor="neutral800" role="status">
        {count > 0 ? summary : null}
      </Typography>
      {count > 0 ? (
        <>
          {isWholePage && !all && total > count ? (
            <TextButton onClick={selection.selectAll}>{selectAll}</TextButton>
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
