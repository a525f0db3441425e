import { Box, Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { useSpaceWarnings } from './api';

/** Where users-permissions asks whether addresses are to be confirmed. */
const CONFIRMATION_SETTING = '/settings/users-permissions/advanced-settings';

/** What makes private spaces less private than they look, with the way to mend it. */
export const SpaceWarnings = () => {
  const t = useTranslate();
  const { data = [] } = useSpaceWarnings();

  return data.map(({ code, privateSpaces }) => (
    <Box key={code} paddingBottom={6}>
      <Note
        variant="danger"
        title={t(`spaces.warning.${code}.title`)}
        action={
          <Link tag={RouterLink} to={CONFIRMATION_SETTING}>
            {t(`spaces.warning.${code}.action`)}
          </Link>
        }
      >
        {t(`spaces.warning.${code}`, { count: privateSpaces })}
      </Note>
    </Box>
  ));
};
