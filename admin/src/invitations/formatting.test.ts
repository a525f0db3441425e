import { format, type Format, type Marked } from './formatting';

/** What is selected stands between ‹ and ›. */
const read = (text: string): Marked => ({
  text: text.replace(/[‹›]/g, ''),
  from: text.indexOf('‹'),
  to: text.indexOf('›') - 1,
});
const write = ({ text, from, to }: Marked) =>
  `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;

test.each<[Format, string, string]>([
  ['bold', 'come ‹soon›!', 'come **‹soon›**!'],
  ['bold', 'come **‹soon›**!', 'come ‹soon›!'],
  ['bold', '‹›', '**‹›**'],
  ['italic', 'come ‹soon›!', 'come *‹soon›*!'],
  ['italic', 'come *‹soon›*!', 'come ‹soon›!'],
  ['italic', 'come **‹soon›**!', 'come ***‹soon›***!'],
  ['italic', 'come ***‹soon›***!', 'come **‹soon›**!'],
  ['link', 'our ‹site›.', 'our [site](‹https://›).'],
  ['link', '‹›', '[‹›](https://)'],
  ['list', 'one\nt‹wo\nth›ree\nfour', 'one\n- two\n- three‹›\nfour'],
  ['list', '- t‹wo\n- th›ree', 'two\nthree‹›'],
  ['list', '‹›', '- ‹›'],
  ['list', '‹- one\ntwo›', '- one\n- two‹›'],
])('%s makes of %p %p', (how, before, after) => {
  expect(write(format(read(before), how))).toBe(after);
});
