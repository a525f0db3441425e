import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { Images, Trash } from '@strapi/icons';
import { useField, useStrapiApp } from '@strapi/strapi/admin';
import { useId, useState, type ComponentType } from 'react';
import type { Banner } from '../../../contracts/spaces';
import { useTranslate } from '../ui/translate';

/** What the upload plugin registers under `media-library`; Strapi gives it no type. */
type MediaLibraryDialog = ComponentType<{
  allowedTypes: string[];
  multiple: boolean;
  onClose: () => void;
  onSelectAssets: (assets: Banner[]) => void;
}>;

// Strapi's admin sets it, its types leave it out.
const { backendURL } = window.strapi as typeof window.strapi & { backendURL: string };

const addressOf = ({ url }: Banner): string => (url.startsWith('/') ? `${backendURL}${url}` : url);

const Preview = ({ banner }: { banner: Banner }) => (
  <Flex gap={3} alignItems="center">
    <Box
      tag="img"
      src={addressOf(banner)}
      alt={banner.alternativeText ?? ''}
      hasRadius
      maxWidth="100%"
      style={{ width: 160, height: 80, objectFit: 'cover' }}
    />
    <Typography textColor="neutral800" ellipsis>
      {banner.name}
    </Typography>
  </Flex>
);

export const BannerField = ({ disabled }: { disabled: boolean }) => {
  const t = useTranslate();
  const id = useId();
  const field = useField<Banner | null>('banner');
  const components = useStrapiApp('BannerField', (state) => state.components);
  const [isOpen, setOpen] = useState(false);
  const MediaLibrary = components['media-library'] as MediaLibraryDialog | undefined;
  const banner = field.value ?? null;

  // A project without the media library has no banners to choose.
  if (!MediaLibrary) return null;

  return (
    <Field.Root name="banner" error={field.error}>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {t('spaces.field.banner')}
      </Typography>
      <Flex role="group" aria-labelledby={id} direction="column" alignItems="flex-start" gap={3}>
        {banner ? <Preview banner={banner} /> : null}
        <Flex gap={2} wrap="wrap">
          <Button
            variant="tertiary"
            startIcon={<Images />}
            onClick={() => setOpen(true)}
            disabled={disabled}
          >
            {t(banner ? 'spaces.banner.change' : 'spaces.banner.choose')}
          </Button>
          {banner ? (
            <Button
              variant="tertiary"
              startIcon={<Trash />}
              onClick={() => field.onChange('banner', null)}
              disabled={disabled}
            >
              {t('spaces.banner.remove')}
            </Button>
          ) : null}
        </Flex>
      </Flex>
      <Field.Error />
      {isOpen ? (
        <MediaLibrary
          allowedTypes={['images']}
          multiple={false}
          onClose={() => setOpen(false)}
          onSelectAssets={([chosen]) => {
            if (chosen) field.onChange('banner', chosen);
            setOpen(false);
          }}
        />
      ) : null}
    </Field.Root>
  );
};
