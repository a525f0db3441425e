import { changesOf, valueAt, valuesOf, withValueAt } from './values';
import type { Settings } from '../../../contracts/settings';

const settings = {
  siteName: 'Town',
  invitations: { days: 30, reminderDays: [3, 7] },
  limits: { read: { points: 10, seconds: 60 }, code: { points: 20, seconds: 600 } },
  templates: { added: { fr: { subject: 'Oui', footer: 'Fin' } } },
} as unknown as Settings;

const before = valuesOf(settings);

describe('changes of the form', () => {
  it('are none at first', () => {
    expect(changesOf(structuredClone(before), before)).toEqual({});
  });

  it('name what was changed and nothing else', () => {
    const values = {
      ...before,
      siteName: null,
      invitations: { ...before.invitations, reminderDays: ' 2; 5,9 ' },
    };
    expect(changesOf(values, before)).toEqual({
      siteName: null,
      invitations: { reminderDays: [2, 5, 9] },
    });
  });

  it('hold limits as a whole, and emptied texts as empty', () => {
    const values = withValueAt(
      withValueAt(before, ['limits', 'read', 'points'], 11),
      ['templates', 'added', 'fr', 'footer'],
      null,
    ) as unknown as typeof before;
    expect(changesOf(values, before)).toEqual({
      limits: { read: { points: 11, seconds: 60 } },
      templates: { added: { fr: { footer: '' } } },
    });
    expect(valueAt(values, 'limits.read.points')).toBe(11);
  });

  it('take no reminder for a list of none', () => {
    const values = { ...before, invitations: { ...before.invitations, reminderDays: null } };
    expect(changesOf(values, before)).toEqual({ invitations: { reminderDays: [] } });
  });
});
