import type { Core } from '@strapi/strapi';
import type { Data } from './placement';

type Relation = { type: string; joinTable?: { name: string } };

/** What Strapi's own code says of a link: which attribute it is of, and the type of a component. */
const OWN = ['field', 'component_type'];

const INSTRUCTIONS = ['set', 'connect', 'disconnect'];

/**
 * The links in a site's data, with nothing in them that is written past what they say. Strapi writes
 * `__pivot` over the columns of a link's row, whichever entries it leads from and to; and its entity
 * layer, to which entries have no documentId, takes no notice of one where it is told what to do.
 */
export const createLinkData = (strapi: Core.Strapi) => {
  const columnsOf = ({ joinTable }: Relation): string[] => {
    const columns = joinTable ? strapi.db.metadata.get(joinTable.name).attributes : {};
    return OWN.filter((column) => column in columns);
  };

  return (uid: string, data: Data): Data => {
    const attributes = strapi.db.metadata.get(uid).attributes as Record<string, Relation>;
    const links = Object.keys(data)
      .filter((name) => attributes[name]?.type === 'relation')
      .map((name) => [name, said(data[name], columnsOf(attributes[name]!))]);
    return { ...data, ...Object.fromEntries(links) };
  };
};

const said = (value: unknown, columns: string[]): unknown => {
  if (!isObject(value) || 'id' in value) return link(value, columns);
  const { documentId: _documentId, ...told } = value;
  for (const instruction of INSTRUCTIONS)
    if (instruction in told) told[instruction] = link(told[instruction], columns);
  return told;
};

const link = (value: unknown, columns: string[]): unknown => {
  if (Array.isArray(value)) return value.map((item) => link(item, columns));
  if (!isObject(value)) return value;
  const { __pivot: pivot, ...others } = value;
  if (!isObject(pivot)) return others;
  const kept = columns.filter((column) => column in pivot).map((name) => [name, pivot[name]]);
  return kept.length > 0 ? { ...others, __pivot: Object.fromEntries(kept) } : others;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
