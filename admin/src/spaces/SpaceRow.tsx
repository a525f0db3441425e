import { Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import { Link, useNavigate } from 'react-router-dom';
import type { Space } from '../../../contracts/spaces';
import { ROOT_PATH } from '../pluginId';
import { useTranslate } from '../ui/translate';
import { When } from '../ui/When';
import { PublishedStatus } from './PublishedStatus';
import { VisibilityBadge } from './VisibilityBadge';

export const SpaceRow = ({ space, onDelete }: { space: Space; onDelete?: () => void }) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const path = `${ROOT_PATH}/spaces/${space.documentId}`;

  return (
    <Table.Row onClick={() => navigate(path)} cursor="pointer">
      <Table.Cell>
        <Typography fontWeight="semiBold" textColor="neutral800" ellipsis>
          {space.title}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{t(`spaces.kind.${space.kind}`)}</Typography>
      </Table.Cell>
      <Table.Cell>
        <VisibilityBadge visibility={space.visibility} />
      </Table.Cell>
      <Table.Cell>
        <PublishedStatus published={space.published} />
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
          {t('spaces.participants', {
            total: space.participants.total,
            active: space.participants.active,
          })}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <When value={space.updatedAt} />
      </Table.Cell>
      <Table.Cell onClick={(event) => event.stopPropagation()}>
        <Flex justifyContent="flex-end">
          <IconButton
            tag={Link}
            to={path}
            variant="ghost"
            label={t('spaces.open', { title: space.title })}
          >
            <Pencil />
          </IconButton>
          {onDelete ? (
            <IconButton
              variant="ghost"
              label={t('spaces.delete', { title: space.title })}
              onClick={onDelete}
            >
              <Trash />
            </IconButton>
          ) : null}
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};
