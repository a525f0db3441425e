import { Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import type { Pagination } from '../../../contracts/paging';
import { useTranslate } from './translate';

type PagerProps = { label: string; pagination: Pagination; onPage: (page: number) => void };

/** Pages of a list that is not alone on its page. */
export const Pager = ({ label, pagination: { page, pageCount }, onPage }: PagerProps) => {
  const t = useTranslate();
  if (pageCount <= 1) return null;

  return (
    <Flex tag="nav" aria-label={label} justifyContent="flex-end" gap={2} paddingTop={4}>
      <IconButton label={t('pager.previous')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <ChevronLeft />
      </IconButton>
      <Typography textColor="neutral600" aria-live="polite">
        {t('pager.position', { page, pageCount })}
      </Typography>
      <IconButton
        label={t('pager.next')}
        disabled={page >= pageCount}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight />
      </IconButton>
    </Flex>
  );
};
