import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

/** Text that may be anything: it wraps anywhere, and ends where it would push others away. */
export const Clamped = styled(Typography)<{ $lines?: number }>`
  display: -webkit-box;
  overflow: hidden;
  white-space: normal;
  overflow-wrap: anywhere;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: ${({ $lines = 3 }) => $lines};
`;
