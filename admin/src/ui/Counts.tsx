import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

const Row = styled(Box)`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;

const CountButton = styled(Box)`
  text-align: start;
  cursor: pointer;

  &[aria-pressed='true'] {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
    box-shadow: inset 0 0 0 1px ${({ theme }) => theme.colors.primary600};
  }
`;

type CountProps = { label: string; count: number; isShown: boolean; onShow: () => void };

/** How many there are of one sort; shows them. */
export const Count = ({ label, count, isShown, onShow }: CountProps) => {
  const { formatNumber } = useIntl();

  return (
    <CountButton
      tag="button"
      type="button"
      aria-pressed={isShown}
      onClick={onShow}
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={4}
      width="100%"
    >
      <Typography tag="span" variant="beta" textColor="neutral800" display="block">
        {formatNumber(count)}
      </Typography>
      <Typography tag="span" variant="pi" textColor="neutral600">
        {label}
      </Typography>
    </CountButton>
  );
};

/** Counts of which one is shown. */
export const Counts = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box role="group" aria-label={label}>
    <Row>{children}</Row>
  </Box>
);
