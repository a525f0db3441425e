import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive, and the lies that its headers tell about it. */
export type Part = {
  name: string;
  data: string | Buffer;
  stored?: boolean;
  claimedSize?: number;
  claimedCrc?: number;
  flags?: number;
};

const UTF8 = 0x800;

/** A ZIP archive of these parts, in this order. */
export const zip = (parts: Part[]): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.data as string);
    const packed = part.stored
      ? content
      : deflateRawSync(content, { level: constants.Z_BEST_SPEED });
    const name = Buffer.from(part.name);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(UTF8 | (part.flags ?? 0), 2);
    header.writeUInt16LE(part.stored ? 0 : 8, 4);
    header.writeUInt32LE(part.claimedCrc ?? crc32(content), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(part.claimedSize ?? content.length, 18);
    header.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, name]);
    files.push(local, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), header, rest, name);
    offset += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
};

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

export type Link = { id: string; type: string; target: string; external?: boolean };

export const relations = (links: Link[], base = OFFICE): string => {
  const list = links.map(
    ({ id, type, target, external }) =>
      `<Relationship Id="${id}" Type="${base}/${type}" Target="${target}"` +
      `${external ? ' TargetMode="External"' : ''}/>`,
  );
  const namespace = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return `<?xml version="1.0"?><Relationships xmlns="${namespace}">${list.join('')}</Relationships>`;
};

const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' + `xmlns:r="${OFFICE}"`;

export const sheetXml = (rows: string, after = ''): string =>
  `<?xml version="1.0"?><worksheet ${NAMESPACES}><sheetData>${rows}</sheetData>${after}</worksheet>`;

export const stringsXml = (items: string[]): string =>
  `<?xml version="1.0"?><sst ${NAMESPACES}>${items.map((item) => `<si>${item}</si>`).join('')}</sst>`;

/** Styles whose cells have these number formats. */
export const stylesXml = (formats: number[], codes: Record<number, string> = {}): string => {
  const own = Object.entries(codes).map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`,
  );
  const styles = formats.map((id) => `<xf numFmtId="${id}"/>`);
  return (
    `<styleSheet ${NAMESPACES}><numFmts>${own.join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
  );
};

export const workbookXml = (sheets: string, properties = ''): string =>
  `<?xml version="1.0"?><workbook ${NAMESPACES}>${properties}<sheets>${sheets}</sheets></workbook>`;

const PARTS: Record<string, string> = {
  '_rels/.rels': relations([{ id: 'r1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
  'xl/workbook.xml': workbookXml('<sheet name="List" sheetId="1" r:id="r1"/>'),
  'xl/_rels/workbook.xml.rels': relations([
    { id: 'r1', type: 'worksheet', target: 'worksheets/sheet1.xml' },
    { id: 'r2', type: 'sharedStrings', target: 'sharedStrings.xml' },
    { id: 'r3', type: 'styles', target: 'styles.xml' },
  ]),
  'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1" t="str"><v>x</v></c></row>'),
};

/** The parts of a small workbook, with some changed, added, or left out (null). */
export const workbookParts = (changes: Record<string, string | Buffer | null> = {}): Part[] =>
  Object.entries({ ...PARTS, ...changes }).flatMap(([name, data]) =>
    data === null ? [] : [{ name, data }],
  );
