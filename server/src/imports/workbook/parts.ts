import { posix } from 'node:path';
import { storable } from '../../shared/storable';
import { UnreadableFile } from '../unreadable';
import { MAX_PARTS, type Archive } from './archive';
import { damaged, noWorkbook, tooLarge } from './kinds';
import { isDateFormat } from './values';
import { prefixed, readXml } from './xml';

/**
 * Unpacked bytes of a sheet at most. A million rows of 64 filled columns have
 * 2 GB; they are streamed, so this is a matter of time and not of memory.
 */
export const MAX_SHEET_BYTES = 2 * 1024 ** 3;
/** Of parts that say what others mean: relations, styles, the list of sheets. */
const MAX_PART_BYTES = 64 * 1024 * 1024;
/** Excel has 65,530 links in a sheet and 65,490 styles in a workbook at most. */
const MAX_LINKS = 100_000;
const MAX_STYLES = 100_000;

/** Characters of a sheet's name that are shown; Excel allows 31. */
const MAX_NAME = 100;

type Relation = { type: string; target: string };
export type Sheet = { name: string; hidden: boolean; part: string };

/** Where a relation leads: from the root if its target begins with a slash, else from its source. */
const resolve = (source: string, target: string): string =>
  posix.join('/', target.startsWith('/') ? '' : posix.dirname(source), target);

/** The relations of a part, by their id; of the archive itself, if the part is ''. */
export const relationsOf = async (
  archive: Archive,
  part: string,
): Promise<Map<string, Relation>> => {
  const relations = new Map<string, Relation>();
  const name = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(name)) return relations;
  let links = 0;
  await readXml(archive.unpacked(name, MAX_PART_BYTES), {
    open(element, { Id, Type, Target }) {
      if (element !== 'Relationship' || !Id || !Type || !Target) return;
      // Transitional and Strict workbooks have other addresses with the same last word.
      const type = Type.slice(Type.lastIndexOf('/') + 1);
      const link = type === 'hyperlink';
      if (link && (!/^mailto:/i.test(Target) || ++links > MAX_LINKS)) return;
      if (relations.size >= MAX_PARTS + MAX_LINKS) throw damaged();
      relations.set(Id, { type, target: link ? Target : resolve(part, Target) });
    },
  });
  return relations;
};

/** The part of the first relation of a type, if the archive has it. */
export const partOf = (
  archive: Archive,
  relations: Map<string, Relation>,
  type: string,
): string | undefined =>
  [...relations.values()].find((one) => one.type === type && archive.has(one.target))?.target;

/** The part that lists the sheets. */
export const mainPart = async (archive: Archive): Promise<string> => {
  const named = partOf(archive, await relationsOf(archive, ''), 'officeDocument');
  const part = named ?? '/xl/workbook.xml';
  if (archive.has(part) && /\.xml$/i.test(part)) return part;
  throw await noWorkbook(archive);
};

export const readMain = async (
  archive: Archive,
  part: string,
  relations: Map<string, Relation>,
): Promise<{ sheets: Sheet[]; from1904: boolean }> => {
  const sheets: Sheet[] = [];
  let from1904 = false;
  let workbook = true;
  await readXml(archive.unpacked(part, MAX_PART_BYTES), {
    open(name, attributes, depth) {
      if (depth === 1) workbook = name === 'workbook';
      if (name === 'workbookPr') from1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || depth !== 3) return;
      const relation = relations.get(prefixed(attributes, 'id') ?? '');
      // Charts and macros have sheets as well.
      if (relation?.type !== 'worksheet' || sheets.length >= MAX_PARTS) return;
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      const title = storable((attributes.name ?? '').slice(0, MAX_NAME));
      sheets.push({ name: title, hidden, part: relation.target });
    },
  });
  if (!workbook) throw await noWorkbook(archive);
  return { sheets, from1904 };
};

/** The first sheet that people see when they open the workbook. */
export const firstSheet = (sheets: Sheet[]): Sheet => {
  const sheet = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
  if (sheet) return sheet;
  throw new UnreadableFile(
    'file_empty',
    'The workbook has no sheet with rows: upload a list with one person per row.',
  );
};

/** Of each style that cells can have, whether it shows a date. */
export const readDateStyles = async (
  archive: Archive,
  part: string | undefined,
): Promise<boolean[]> => {
  const formats: number[] = [];
  const codes = new Map<number, string>();
  let inStyles = false;
  if (part === undefined) return [];
  await readXml(archive.unpacked(part, MAX_PART_BYTES), {
    open(name, { numFmtId, formatCode }, depth) {
      if (formats.length + codes.size > MAX_STYLES)
        throw tooLarge('The workbook has too many styles');
      if (depth === 2) inStyles = name === 'cellXfs';
      if (name === 'xf' && inStyles && depth === 3) formats.push(Number(numFmtId));
      if (name === 'numFmt' && depth === 3)
        codes.set(Number(numFmtId), (formatCode ?? '').slice(0, 255));
    },
  });
  return formats.map((id) => isDateFormat(id, codes.get(id)));
};

/** Characters of the name of a cell: `XFD1048576` is the last. */
const MAX_REFERENCE = 10;

/** The address of a link `mailto:a@example.org?subject=…`. */
const addressOf = (link: string, maxCell: number): string => {
  const address = link
    .slice('mailto:'.length)
    .split('?', 1)[0]!
    .slice(0, 3 * maxCell);
  return decoded(address)
    .trim()
    .slice(0, maxCell + 1);
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The addresses that cells are links to. They stand behind the rows, so the sheet is read for them. */
export const readLinks = async (
  archive: Archive,
  part: string,
  maxCell: number,
): Promise<Map<string, string>> => {
  const links = new Map<string, string>();
  // Each address once, however many cells are links to it.
  const addresses = new Map(
    [...(await relationsOf(archive, part))]
      .filter(([, { type }]) => type === 'hyperlink')
      .map(([id, { target }]) => [id, addressOf(target, maxCell)]),
  );
  if (addresses.size === 0) return links;
  await readXml(archive.unpacked(part, MAX_SHEET_BYTES), {
    open(name, attributes, depth) {
      if (name !== 'hyperlink' || depth !== 3 || links.size >= MAX_LINKS) return;
      const address = addresses.get(prefixed(attributes, 'id') ?? '');
      // Of cells that are merged, the first holds the text.
      const [cell] = (attributes.ref ?? '').split(':', 1);
      if (address !== undefined && cell!.length <= MAX_REFERENCE) links.set(cell!, address);
    },
  });
  return links;
};
