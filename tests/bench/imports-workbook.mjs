// Writes a list as an .xlsx workbook the way Excel does, every cell a shared string of its own,
// and the strings behind the sheet that refers to them. As a stream, so that it can be of any size.
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { createDeflateRaw } from 'node:zlib';
import { HEADER, rowAt } from './imports-rows.mjs';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CHUNK = 1_000;

export async function writeWorkbook(file, count) {
  const zip = await createZip(file);
  for (const [name, parts] of Object.entries(entries(count))) await zip.add(name, parts);
  await zip.end();
}

const entries = (count) => ({
  '[Content_Types].xml': [
    `${XML}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>`,
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>`,
    `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/>`,
    '</Types>',
  ],
  '_rels/.rels': relations({ officeDocument: 'xl/workbook.xml' }),
  'xl/workbook.xml': [
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">`,
    '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ],
  'xl/_rels/workbook.xml.rels': relations({
    worksheet: 'worksheets/sheet1.xml',
    sharedStrings: 'sharedStrings.xml',
  }),
  'xl/worksheets/sheet1.xml': sheet(count + 1),
  'xl/sharedStrings.xml': sharedStrings(count),
});

const relations = (targets) => [
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">`,
  ...Object.entries(targets).map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  ),
  '</Relationships>',
];

function* sheet(rows) {
  yield `${XML}<worksheet xmlns="${MAIN}"><dimension ref="A1:B${rows}"/><sheetData>`;
  yield* inChunks(rows, (index) => {
    const cells = ['A', 'B'].map(
      (column, place) => `<c r="${column}${index + 1}" t="s"><v>${index * 2 + place}</v></c>`,
    );
    return `<row r="${index + 1}" spans="1:2">${cells.join('')}</row>`;
  });
  yield '</sheetData></worksheet>';
}

function* sharedStrings(count) {
  const strings = (count + 1) * 2;
  const item = (text) => `<si><t>${text.replaceAll('<', '&lt;')}</t></si>`;
  yield `${XML}<sst xmlns="${MAIN}" count="${strings}" uniqueCount="${strings}">`;
  yield HEADER.map(item).join('');
  yield* inChunks(count, (index) => {
    const { email, name } = rowAt(index);
    return item(email) + item(name);
  });
  yield '</sst>';
}

function* inChunks(count, textAt) {
  for (let from = 0; from < count; from += CHUNK) {
    let text = '';
    for (let index = from; index < Math.min(from + CHUNK, count); index += 1) text += textAt(index);
    yield text;
  }
}

/** A ZIP archive of deflated entries, each with its sizes in front as most programs write them. */
async function createZip(file) {
  const handle = await fs.open(file, 'w');
  const directory = [];
  let offset = 0;
  const write = async (bytes) => {
    await handle.write(bytes, 0, bytes.length, offset);
    offset += bytes.length;
  };

  return {
    async add(name, parts) {
      const entry = { name: Buffer.from(name), offset, crc: 0, packed: 0, size: 0 };
      await write(localHeader(entry));
      const begun = offset;
      await deflate(parts, entry, write);
      entry.packed = offset - begun;
      const header = localHeader(entry);
      await handle.write(header, 0, header.length, entry.offset);
      directory.push(entry);
    },

    async end() {
      const begun = offset;
      for (const entry of directory) await write(directoryHeader(entry));
      await write(endOfDirectory(directory.length, begun, offset - begun));
      await handle.close();
    },
  };
}

async function deflate(parts, entry, write) {
  const packer = createDeflateRaw();
  const written = (async () => {
    for await (const bytes of packer) await write(bytes);
  })();
  for (const part of parts) {
    const bytes = Buffer.from(part);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    if (!packer.write(bytes)) await once(packer, 'drain');
  }
  packer.end();
  await written;
}

const [VERSION, UTF8, DEFLATED, DATE] = [20, 0x0800, 8, 0x5821];

const localHeader = ({ name, crc, packed, size }) =>
  Buffer.concat([
    fields([4, 0x04034b50], [2, VERSION], [2, UTF8], [2, DEFLATED], [2, 0], [2, DATE]),
    fields([4, crc], [4, packed], [4, size], [2, name.length], [2, 0]),
    name,
  ]);

const directoryHeader = ({ name, offset, crc, packed, size }) =>
  Buffer.concat([
    fields(
      [4, 0x02014b50],
      [2, VERSION],
      [2, VERSION],
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
    ),
    fields([4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0]),
    fields([2, 0], [2, 0], [4, 0], [4, offset]),
    name,
  ]);

const endOfDirectory = (count, offset, size) =>
  fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);

/** Numbers of so many bytes each, the lowest byte first. */
function fields(...numbers) {
  const bytes = Buffer.alloc(numbers.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of numbers) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}

// Node's own came with 20.15.
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

function crc32(bytes, before) {
  let crc = ~before;
  for (let index = 0; index < bytes.length; index += 1)
    crc = CRC[(crc ^ bytes[index]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
