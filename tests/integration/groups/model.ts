/**
 * The rules of organizations in a few lines: what becomes of one by each thing that can be done. It
 * knows nothing of how the plugin does it.
 */

export type Place = {
  role: 'creator' | 'admin' | 'member';
  status: 'active' | 'invited' | 'requested' | 'declined';
  /** When its status changed last, as a number that grows. */
  since: number;
};

export type Organization = {
  status: 'pending' | 'verified' | 'rejected';
  /** By the number of the person. */
  places: Map<number, Place>;
};

/** What people do to a group, and to another person in it. */
export const DEEDS = [
  'invite',
  'ask',
  'accept',
  'decline',
  'promote',
  'demote',
  'remove',
  'transfer',
  'disband',
] as const;
/** What administrators of the platform do. */
export const DECREES = ['verify', 'reject', 'add', 'expel'] as const;

export type Deed = (typeof DEEDS)[number];
export type Decree = (typeof DECREES)[number];
export type Act = { what: Deed | Decree; by: number; whom: number };

const RANK = { creator: 0, admin: 1, member: 2 };

const manages = (place: Place | undefined): boolean =>
  place?.status === 'active' && place.role !== 'member';

/** A group with members has a creator: who has the most say, and of those who was there first. */
const crowned = (organization: Organization): Organization => {
  const [first] = [...organization.places]
    .filter(([, { status }]) => status === 'active')
    .sort(([, a], [, b]) => RANK[a.role] - RANK[b.role] || a.since - b.since);
  if (!first) return organization;
  const [who, place] = first;
  return { ...organization, places: organization.places.set(who, { ...place, role: 'creator' }) };
};

/** Without somebody, whatever they were in it. */
export const without = ({ status, places }: Organization, who: number): Organization =>
  crowned({ status, places: new Map([...places].filter(([one]) => one !== who)) });

/** What becomes of the group: `null` where it is gone, `undefined` where this is refused. */
export const after = (
  organization: Organization,
  { what, by, whom }: Act,
  now: number,
): Organization | null | undefined => {
  const { status, places } = organization;
  const [own, other] = [places.get(by), places.get(whom)];
  const having = (who: number, place: Place, ...more: [number, Place][]) =>
    crowned({ status, places: new Map([...places, [who, place], ...more]) });
  const joined = (who: number) => having(who, { role: 'member', status: 'active', since: now });
  const isLastManager = (who: number) =>
    manages(places.get(who)) && [...places].every(([one, place]) => one === who || !manages(place));

  /** Whose request somebody else ends is told no, and has to wait before the next. */
  const out = (who: number, place: Place) =>
    place.status === 'requested'
      ? having(who, { ...place, status: 'declined', since: now })
      : without(organization, who);

  const decrees: Record<Decree, () => Organization | undefined> = {
    verify: () => (status === 'verified' ? undefined : { status: 'verified', places }),
    reject: () => (status === 'rejected' ? undefined : { status: 'rejected', places }),
    add: () => (other?.status === 'active' ? undefined : joined(whom)),
    expel: () =>
      !other || other.status === 'declined' || isLastManager(whom) ? undefined : out(whom, other),
  };
  if (what in decrees) return decrees[what as Decree]();

  const isKnown = status === 'verified' || (own && own.status !== 'declined');
  if (!isKnown) return undefined;
  const isOwn = by === whom;
  const isSeen =
    other && other.status !== 'declined' && (isOwn || manages(own) || other.status === 'active');
  const isOpen = isSeen && (other.status === 'invited' || other.status === 'requested');
  const mayAnswer = isOpen && (other.status === 'invited' ? isOwn : manages(own));
  const isActive = isSeen && other.status === 'active';

  const deeds: Record<Deed, () => Organization | null | undefined> = {
    invite() {
      if (!manages(own) || other?.status === 'active' || other?.status === 'invited')
        return undefined;
      if (other?.status === 'requested') return joined(whom);
      return having(whom, { role: 'member', status: 'invited', since: now });
    },
    ask() {
      if (own?.status === 'invited') return joined(by);
      return own ? undefined : having(by, { role: 'member', status: 'requested', since: now });
    },
    accept: () => (mayAnswer ? joined(whom) : undefined),
    decline() {
      if (!mayAnswer) return undefined;
      return out(whom, other);
    },
    promote: () =>
      isActive && manages(own) && other.role === 'member'
        ? having(whom, { ...other, role: 'admin' })
        : undefined,
    demote: () =>
      isActive && manages(own) && other.role === 'admin'
        ? having(whom, { ...other, role: 'member' })
        : undefined,
    remove() {
      if (!isSeen || isLastManager(whom)) return undefined;
      const mayRemove = isOwn || (manages(own) && other.role !== 'creator');
      if (!mayRemove) return undefined;
      return isOwn ? without(organization, whom) : out(whom, other);
    },
    transfer() {
      const isTheirs = own?.status === 'active' && own.role === 'creator';
      if (!isTheirs || other?.status !== 'active' || isOwn) return undefined;
      return having(by, { ...own, role: 'admin' }, [whom, { ...other, role: 'creator' }]);
    },
    disband: () => (own?.status === 'active' && own.role === 'creator' ? null : undefined),
  };
  return deeds[what as Deed]();
};

/** Who is seen by whom: all by those who manage the group, else those who are in it. */
export const seenBy = (
  { status, places }: Organization,
  by: number,
): [number, Place][] | undefined => {
  const own = places.get(by);
  if (status !== 'verified' && (!own || own.status === 'declined')) return undefined;
  return [...places].filter(([, place]) =>
    manages(own) ? place.status !== 'declined' : place.status === 'active',
  );
};
