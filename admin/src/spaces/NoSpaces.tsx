import { EmptyStateLayout } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import type { ReactNode } from 'react';
import { useTranslate } from '../ui/translate';

export const NoSpaces = ({ action }: { action: ReactNode }) => {
  const t = useTranslate();

  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" />}
      content={t(action ? 'spaces.empty.create' : 'spaces.empty')}
      action={action}
    />
  );
};
