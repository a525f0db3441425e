import fc from 'fast-check';
import { createPublicId, deriveKeys, isValidToken, issueToken, publicIdOf } from './token';

const keys = deriveKeys(['first', 'second'], 'label');
const version = fc.integer({ min: 1, max: 2 ** 31 - 1 });

describe('the token of a link', () => {
  it('names its invitation and is valid for its version only', () => {
    fc.assert(
      fc.property(version, version, (issued, other) => {
        const id = createPublicId();
        const token = issueToken(keys, id, issued);
        expect(publicIdOf(token)).toBe(id);
        expect(isValidToken(keys, token, other)).toBe(issued === other);
      }),
    );
  });

  it('stays valid while its key is still in the list, and not after', () => {
    const token = issueToken(deriveKeys(['old'], 'label'), createPublicId(), 1);
    expect(isValidToken(deriveKeys(['new', 'old'], 'label'), token, 1)).toBe(true);
    expect(isValidToken(deriveKeys(['new'], 'label'), token, 1)).toBe(false);
  });

  it('is worth nothing with a single character changed', () => {
    const token = issueToken(keys, createPublicId(), 1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: token.length - 1 }),
        fc.constantFrom(...'ABCxyz019-_'),
        (at, character) => {
          const forged = token.slice(0, at) + character + token.slice(at + 1);
          expect(isValidToken(keys, forged, 1)).toBe(forged === token);
        },
      ),
    );
  });

  it('is never taken for one when it is something else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isValidToken(keys, text, 1)).toBe(false);
      }),
    );
    expect(publicIdOf('')).toBeNull();
    expect(publicIdOf('A'.repeat(42))).toBeNull();
  });

  it('does not use the application key itself', () => {
    expect(deriveKeys(['first'], 'label')[0]!.toString('utf8')).not.toContain('first');
  });
});
