import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { Images, Trash } from '@strapi/icons';
import { useField, useStrapiApp } from '@strapi/strapi/admin';
import { useId, useState, type ComponentType } from 'react';
import type { Picture } from '../../../contracts/pictures';

/** A file of the media library that can be shown. */
/** What the upload plugin registers under `media-library`; Strapi gives it no type. */
type MediaLibraryDialog = ComponentType<{
  allowedTypes: string[];
  multiple: boolean;
  onClose: () => void;
  onSelectAssets: (assets: Picture[]) => void;
}>;

// Strapi's admin sets it, its types leave it out.
const { backendURL } = window.strapi as typeof window.strapi & { backendURL: string };

/** Where the file of a picture is found. */
export const addressOf = ({ url }: Pick<Picture, 'url'>): string =>
  url.startsWith('/') ? `${backendURL}${url}` : url;

const Preview = ({ picture, isSquare }: { picture: Picture; isSquare: boolean }) => (
  <Flex gap={3} alignItems="center" maxWidth="100%">
    <Box
      tag="img"
      src={addressOf(picture)}
      alt={picture.alternativeText ?? ''}
      hasRadius
      maxWidth="100%"
      style={{ width: isSquare ? 80 : 160, height: 80, objectFit: 'cover' }}
    />
    <Typography textColor="neutral800" ellipsis>
      {picture.name}
    </Typography>
  </Flex>
);

type PictureFieldProps = {
  /** Of the form's value. */
  name: string;
  label: string;
  actions: { choose: string; change: string; remove: string };
  isSquare?: boolean;
  disabled: boolean;
};

/** A picture of the media library. */
export const PictureField = ({
  name,
  label,
  actions,
  isSquare = false,
  disabled,
}: PictureFieldProps) => {
  const id = useId();
  const field = useField<Picture | null>(name);
  const components = useStrapiApp('PictureField', (state) => state.components);
  const [isOpen, setOpen] = useState(false);
  const MediaLibrary = components['media-library'] as MediaLibraryDialog | undefined;
  const picture = field.value ?? null;

  // A project without the media library has no pictures to choose.
  if (!MediaLibrary) return null;

  return (
    <Field.Root name={name} error={field.error}>
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex role="group" aria-labelledby={id} direction="column" alignItems="flex-start" gap={3}>
        {picture ? <Preview picture={picture} isSquare={isSquare} /> : null}
        <Flex gap={2} wrap="wrap">
          <Button
            variant="tertiary"
            startIcon={<Images />}
            onClick={() => setOpen(true)}
            disabled={disabled}
          >
            {picture ? actions.change : actions.choose}
          </Button>
          {picture ? (
            <Button
              variant="tertiary"
              startIcon={<Trash />}
              onClick={() => field.onChange(name, null)}
              disabled={disabled}
            >
              {actions.remove}
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
            if (chosen) field.onChange(name, chosen);
            setOpen(false);
          }}
        />
      ) : null}
    </Field.Root>
  );
};
