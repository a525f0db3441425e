import { Box, Flex, ProgressBar, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';

// The design system's bar is made for dark ground and is a hundred pixels wide.
const Bar = styled(ProgressBar)`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  > div {
    background-color: ${({ theme }) => theme.colors.primary600};
    transition: transform 0.3s ease;
  }
`;

type ProgressProps = {
  label: string;
  /** 0 to 100. */
  percent: number;
  /** What is shown under the bar, each time it changes. */
  details: string[];
  /** What is read out; it changes less often than the details. */
  announcement: string;
};

export const Progress = ({ label, percent, details, announcement }: ProgressProps) => (
  <Box>
    <Bar aria-label={label} value={percent} max={100} />
    <Flex gap={4} wrap="wrap" paddingTop={3} aria-hidden>
      {details.map((detail) => (
        <Typography key={detail} textColor="neutral800">
          {detail}
        </Typography>
      ))}
    </Flex>
    <VisuallyHidden role="status">{announcement}</VisuallyHidden>
  </Box>
);
