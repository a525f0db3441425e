import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useTranslate, type TranslationKey } from '../ui/translate';

const List = styled.dl`
  display: grid;
  grid-template-columns: minmax(9rem, auto) 1fr;
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[3]}`};
`;

/** What can stand in the texts of a mail, and how. */
export const Variables = ({ names }: { names: readonly string[] }) => {
  const t = useTranslate();

  return (
    <Box background="neutral100" hasRadius padding={4}>
      <Typography tag="h4" fontWeight="bold" paddingBottom={2}>
        {t('settings.variables')}
      </Typography>
      <List>
        {names.map((name) => (
          <Box key={name} style={{ display: 'contents' }}>
            <dt>
              <Typography tag="code" variant="pi">{`{{${name}}}`}</Typography>
            </dt>
            <dd>
              <Typography variant="pi" textColor="neutral600">
                {t(`settings.variable.${name}` as TranslationKey)}
              </Typography>
            </dd>
          </Box>
        ))}
      </List>
      <Box paddingTop={3}>
        <Typography variant="pi" textColor="neutral600">
          {t('settings.variables.hint', {
            ifName: '{{#name}}…{{/name}}',
            unlessName: '{{^name}}…{{/name}}',
            link: '[…]({{link}})',
          })}
        </Typography>
      </Box>
    </Box>
  );
};
