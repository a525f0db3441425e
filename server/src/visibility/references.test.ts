import fc from 'fast-check';
import { referenceIn, referencesIn } from './references';

const documentId = 'tz4a98xxat96iws9zmbrgj3a';

describe('what a relation is to become', () => {
  test.each([
    [7, [{ id: 7 }]],
    ['7', [{ id: 7 }]],
    [documentId, [{ documentId }]],
    [{ id: 7 }, [{ id: 7 }]],
    [{ documentId }, [{ documentId }]],
    [{ id: 7, documentId, locale: 'fr' }, [{ id: 7 }]],
    [
      [7, documentId],
      [{ id: 7 }, { documentId }],
    ],
    [{ set: [7, { documentId }] }, [{ id: 7 }, { documentId }]],
    [{ connect: [{ documentId, position: { end: true } }] }, [{ documentId }]],
    [{ connect: documentId }, [{ documentId }]],
    [{ connect: [7], disconnect: [8] }, [{ id: 7 }]],
    [{ set: [7], connect: [8] }, [{ id: 7 }]],
    [{ set: null, connect: [8] }, [{ id: 8 }]],
    [{ id: 7, set: [8] }, [{ id: 7 }]],
  ])('is read from %j', (value, references) => {
    expect(referencesIn(value)).toEqual(references);
    expect(referenceIn(value)).toEqual(references.at(-1));
  });

  test.each([[null], [[]], [{ set: [] }], [{ disconnect: [7] }], ['']])(
    'is nothing any more in %j',
    (value) => {
      expect(referencesIn(value)).toEqual([]);
      expect(referenceIn(value)).toBeNull();
    },
  );

  test.each([
    [undefined],
    [{ connect: [], disconnect: [] }],
    [{ connect: [] }],
    [{ set: null }],
    [{}],
  ])('stays as it is in %j', (value) => {
    expect(referencesIn(value)).toBeUndefined();
    expect(referenceIn(value)).toBeUndefined();
  });

  test('is read from anything without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        referencesIn(value);
      }),
    );
  });
});
