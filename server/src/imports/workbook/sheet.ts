import { damaged } from './kinds';
import type { SharedStrings } from './strings';
import { CellText, columnOf, dateText, isoDateText, numberText } from './values';
import type { Attributes, XmlHandler } from './xml';

export type SheetRow = {
  /** Number of the row that the spreadsheet shows, from 1. */
  line: number;
  /** From the first column to the last one that is filled. */
  cells: string[];
};

/** What the cells of a sheet refer to. */
export type SheetContext = {
  strings: SharedStrings;
  /** Whether a cell with the style of this number shows a date. */
  dateStyles: boolean[];
  from1904: boolean;
  /** Addresses that cells are links to, by the cells' references. */
  links: Map<string, string>;
  maxColumns: number;
  maxCell: number;
};

/** Excel has 2^20 rows. From here on, counting stays within 32 bits. */
const MAX_LINE = 2 ** 30;

const ROW = 3;
const CELL = 4;
const VALUE = 5;

/** Collects the rows of a sheet: `worksheet › sheetData › row › c › v`, or `is` instead of `v`. */
export class SheetHandler implements XmlHandler {
  #context: SheetContext;
  #rows: SheetRow[] = [];
  #inData = false;
  #line = 0;
  #cells: string[] = [];
  #linked: [column: number, address: string][] = [];
  #column = -1;
  #cell: Attributes = {};
  #text: CellText;
  #inValue = false;
  #wanted = false;
  #phonetic = false;

  constructor(context: SheetContext) {
    this.#context = context;
    this.#text = new CellText(context.maxCell);
  }

  /** The rows that were completed since the last call, blank ones left out. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 1 && name !== 'worksheet') throw damaged();
    if (depth === ROW - 1) this.#inData = name === 'sheetData';
    if (!this.#inData) return;
    if (depth === ROW && name === 'row') this.#beginRow(attributes);
    else if (depth === CELL && name === 'c') this.#beginCell(attributes);
    else if (depth >= VALUE) this.#beginValue(name, depth);
  }

  text(piece: string): void {
    if (this.#wanted) this.#text.add(piece);
  }

  close(name: string, depth: number): void {
    this.#wanted = false;
    if (!this.#inData) return;
    if (name === 'rPh') this.#phonetic = false;
    if (depth === CELL && name === 'c') this.#endCell();
    if (depth === ROW && name === 'row') this.#endRow();
  }

  #beginRow({ r }: Attributes): void {
    const line = Number(r);
    // Rows are in order, so that no two have one number.
    const usable = Number.isInteger(line) && line > this.#line && line <= MAX_LINE;
    this.#line = usable ? line : this.#line + 1;
    this.#cells = [];
    this.#linked = [];
    this.#column = -1;
  }

  #beginCell(attributes: Attributes): void {
    this.#cell = attributes;
    this.#column = columnOf(attributes.r) ?? this.#column + 1;
    this.#text.clear();
  }

  #beginValue(name: string, depth: number): void {
    if (depth === VALUE) this.#inValue = name === 'v' || name === 'is';
    if (name === 'rPh') this.#phonetic = true;
    this.#wanted =
      this.#inValue && !this.#phonetic && (depth === VALUE ? name === 'v' : name === 't');
  }

  #endCell(): void {
    const text = this.#value();
    if (text === '') return;
    // What is beyond the last column kept stands in it, to show that there is more.
    const column = Math.min(this.#column, this.#context.maxColumns);
    while (this.#cells.length < column) this.#cells.push('');
    this.#cells[column] ||= text;
    const address = this.#context.links.get(this.#cell.r ?? '');
    if (address !== undefined) this.#linked.push([column, address]);
  }

  #value(): string {
    const raw = this.#text.raw();
    if (raw === '') return '';
    switch (this.#cell.t) {
      case 's':
        return this.#context.strings.get(Number(raw));
      case 'str':
      case 'inlineStr':
        return this.#text.unescaped();
      case 'b':
        return raw === '0' || raw === 'false' ? 'FALSE' : 'TRUE';
      case 'e':
        return raw;
      case 'd':
        return isoDateText(raw);
      default:
        return this.#number(raw);
    }
  }

  #number(raw: string): string {
    const { dateStyles, from1904 } = this.#context;
    return dateStyles[Number(this.#cell.s)] ? dateText(raw, from1904) : numberText(raw);
  }

  #endRow(): void {
    // A name may be a link to the address that stands beside it.
    if (!this.#cells.some((cell) => cell.includes('@'))) {
      for (const [column, address] of this.#linked) this.#cells[column] = address;
    }
    if (this.#cells.length > 0) this.#rows.push({ line: this.#line, cells: this.#cells });
    this.#cells = [];
  }
}
