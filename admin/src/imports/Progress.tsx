import { Box, Flex, ProgressBar, Typography, VisuallyHidden } from '@strapi/design-system';
import { css, keyframes, styled } from 'styled-components';

const passing = keyframes`
  from { transform: translateX(-100%); }
  to { transform: translateX(400%); }
`;

// Nobody knows how far it is: a part of the bar passes by, or all of it is pale.
const unknown = css`
  > div {
    opacity: 0.4;
    transform: none !important;
  }

  @media (prefers-reduced-motion: no-preference) {
    > div {
      width: 25%;
      opacity: 1;
      animation: ${passing} 1.6s linear infinite;
    }
  }
`;

// The design system's bar is made for dark ground and is a hundred pixels wide.
const Bar = styled(ProgressBar)<{ $isUnknown: boolean }>`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  > div {
    background-color: ${({ theme }) => theme.colors.primary600};
    transition: transform 0.3s ease;
  }

  ${({ $isUnknown }) => ($isUnknown ? unknown : null)}
`;

type ProgressProps = {
  label: string;
  /** 0 to 100; null when nobody knows. */
  percent: number | null;
  /** What is shown under the bar, each time it changes. */
  details: string[];
  /** What is read out; it changes less often than the details. */
  announcement: string;
};

export const Progress = ({ label, percent, details, announcement }: ProgressProps) => (
  <Box>
    <Bar
      aria-label={label}
      aria-valuenow={percent ?? undefined}
      value={percent ?? 0}
      max={100}
      $isUnknown={percent === null}
    />
    <Flex gap={4} wrap="wrap" paddingTop={3}>
      {details.map((detail) => (
        <Typography key={detail} textColor="neutral800">
          {detail}
        </Typography>
      ))}
    </Flex>
    <VisuallyHidden role="status">{announcement}</VisuallyHidden>
  </Box>
);
