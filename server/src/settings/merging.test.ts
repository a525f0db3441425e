import { differences, merged } from './merging';

const base = { name: 'a' as string | null, pages: { on: true, days: [1, 2] }, more: { x: 1 } };

describe('merging', () => {
  it('replaces what is given, lists as a whole', () => {
    expect(merged(base, { name: null, pages: { days: [3] } })).toEqual({
      name: null,
      pages: { on: true, days: [3] },
      more: { x: 1 },
    });
  });

  it('leaves both as they were', () => {
    const changes = { more: { x: 2 } };
    merged(base, changes).more.x = 3;
    expect(base.more.x).toBe(1);
    expect(changes.more.x).toBe(2);
  });

  it('takes nothing from prototypes', () => {
    const changes = JSON.parse('{"__proto__":{"y":1},"constructor":{"x":1}}');
    expect(merged(base, changes)).not.toHaveProperty('y');
    expect(({} as { y?: number }).y).toBeUndefined();
  });
});

describe('differences', () => {
  it('are what merging them gives back', () => {
    const value = { name: 'b', pages: { on: true, days: [1] }, more: { x: 1 } };
    const found = differences(base, value)!;
    expect(found).toEqual({ name: 'b', pages: { days: [1] } });
    expect(merged(base, found)).toEqual(value);
  });

  it('are none where nothing differs', () => {
    expect(differences(base, structuredClone(base))).toBeUndefined();
  });
});
