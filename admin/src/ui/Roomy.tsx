import { Box } from '@strapi/design-system';
import { css, styled } from 'styled-components';

const ROOMS = ['440px', '720px', '860px', '1000px', '1200px'] as const;

export type Room = (typeof ROOMS)[number];

/**
 * Around a table of many columns: it stands dense, and a column whose cells name a room
 * (`data-room`) is there once the table is as wide; until then, what stands for it elsewhere
 * (`data-instead`) tells the same. The screen would not tell: the menus beside
 * the table take of it what they like.
 */
export const Roomy = styled(Box)`
  container-type: inline-size;

  th,
  td {
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }

  th {
    white-space: normal;
  }

  ${ROOMS.map(
    (room) => css`
      @container (width < ${room}) {
        [data-room='${room}'] {
          display: none;
        }
      }

      @container (width >= ${room}) {
        [data-instead='${room}'] {
          display: none;
        }
      }
    `,
  )}
`;
