import { Box, Typography, type BoxProps } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

type PanelProps = { title?: string; children: ReactNode } & Pick<BoxProps, 'padding'>;

/** A white card, named by its title. */
export const Panel = ({ title, children, padding }: PanelProps) => {
  const id = useId();

  return (
    <Box
      tag="section"
      aria-labelledby={title ? id : undefined}
      background="neutral0"
      hasRadius
      shadow="filterShadow"
      width="100%"
      padding={padding ?? { initial: 4, medium: 6 }}
    >
      {title ? (
        <Box paddingBottom={4}>
          <Typography id={id} tag="h2" variant="delta" fontWeight="semiBold">
            {title}
          </Typography>
        </Box>
      ) : null}
      {children}
    </Box>
  );
};
