/** A picture of the media library, as answers show it; sizes are in pixels. */
export type Picture = {
  id: number;
  name: string;
  url: string;
  alternativeText: string | null;
  width: number | null;
  height: number | null;
  mime: string;
};
