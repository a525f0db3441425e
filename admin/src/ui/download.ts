import { useFetchClient } from '@strapi/strapi/admin';
import { useCallback, useState } from 'react';
import { useErrors } from './errors';

const nameIn = (disposition: string | null | undefined): string | undefined => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1];
};

/** Has the browser save it. */
export const save = (blob: Blob, name: string) => {
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  URL.revokeObjectURL(href);
};

/** Saves what a protected address answers as a file; an error is shown, not saved. */
export const useDownload = () => {
  const { get } = useFetchClient();
  const { notifyError } = useErrors();
  const [isDownloading, setDownloading] = useState(false);

  const download = useCallback(
    async (url: string, fallbackName: string) => {
      setDownloading(true);
      try {
        const { data, status, headers } = await get(url, {
          responseType: 'blob',
          // Reads the body of a refusal too; 401 is left to the client, which renews the session.
          validateStatus: (code) => code !== 401,
        });
        if (status !== undefined && status >= 400) {
          throw { response: { data: JSON.parse(await data.text()) as unknown } };
        }
        save(data, nameIn(headers?.get('content-disposition')) ?? fallbackName);
      } catch (error) {
        notifyError(error);
      } finally {
        setDownloading(false);
      }
    },
    [get, notifyError],
  );

  return { download, isDownloading };
};
