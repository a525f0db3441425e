export { BOM, toCsv, unescapeFormula } from '../shared/csv';
