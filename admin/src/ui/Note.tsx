import { Box, Flex, Typography } from '@strapi/design-system';
import { Information, WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

type NoteProps = {
  children: ReactNode;
  variant?: 'info' | 'danger';
  title?: string;
  /** What can be done about it: a button. */
  action?: ReactNode;
};

/** A remark that stays, where Strapi's Alert could be closed. */
export const Note = ({ children, variant = 'info', title, action }: NoteProps) => {
  const color = variant === 'danger' ? 'danger' : 'primary';

  return (
    <Flex
      role={variant === 'danger' ? 'alert' : 'note'}
      background={`${color}100`}
      borderColor={`${color}200`}
      hasRadius
      padding={4}
      gap={3}
      alignItems="flex-start"
    >
      <Box color={`${color}700`} paddingTop="2px" aria-hidden>
        {variant === 'danger' ? (
          <WarningCircle width="1.6rem" height="1.6rem" fill={`${color}700`} />
        ) : (
          <Information width="1.6rem" height="1.6rem" fill={`${color}700`} />
        )}
      </Box>
      <Box>
        {title ? (
          <Typography tag="p" fontWeight="bold" textColor="neutral800">
            {title}
          </Typography>
        ) : null}
        <Typography tag="p" textColor="neutral800">
          {children}
        </Typography>
        {action ? <Box paddingTop={2}>{action}</Box> : null}
      </Box>
    </Flex>
  );
};
