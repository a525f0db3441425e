import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

/** Terms, each with what holds for it. */
export const Facts = styled.dl`
  display: grid;
  grid-template-columns: minmax(9rem, 14rem) minmax(0, 1fr);
  gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]}`};
  overflow-wrap: anywhere;
`;

export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <Typography tag="dt" textColor="neutral600">
      {label}
    </Typography>
    <Typography tag="dd" textColor="neutral800">
      {children}
    </Typography>
  </>
);
