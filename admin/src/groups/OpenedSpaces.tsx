import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { Group } from '../../../contracts/groups';
import { ROOT_PATH } from '../pluginId';
import { Panel } from '../ui/Panel';
import { useSpaceRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';

/** The spaces that the members of a group may enter. */
export const OpenedSpaces = ({ spaces }: Pick<Group, 'spaces'>) => {
  const t = useTranslate();
  const { canRead } = useSpaceRights();

  return (
    <Panel title={t('groups.spaces')}>
      {spaces.length === 0 ? (
        <Typography textColor="neutral600">{t('groups.spaces.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {spaces.map(({ documentId, title }) => (
            <Box key={documentId} tag="li" style={{ overflowWrap: 'anywhere' }}>
              {canRead ? (
                <Link tag={RouterLink} to={`${ROOT_PATH}/spaces/${documentId}`}>
                  {title}
                </Link>
              ) : (
                <Typography textColor="neutral800">{title}</Typography>
              )}
            </Box>
          ))}
        </Flex>
      )}
    </Panel>
  );
};
