import { GROUP_KINDS, GROUP_STATUSES, MEMBER_ROLES, NOTICE_KINDS } from '../../../contracts/groups';
import { column, hidden, indexes, internalType } from '../shared/schema';

export const GROUP = 'plugin::participation.group';

/** Not in the views of the Content Manager, not found by what is typed there, not read by a site. */
const OWN = { visible: false, private: true, configurable: false, searchable: false } as const;

const TABLE = 'participation_groups';

/** What the plugin alone says of a group: none of it is for the Content Manager. */
const own = {
  /** An organization that an administrator vouches for: all others are unknown to sites. */
  verified: { type: 'boolean', default: false, visible: false, configurable: false },
  kind: { type: 'enumeration', enum: [...GROUP_KINDS], default: 'manual', ...OWN },
  /** What is compared of name, nickname and document number: each is only once. */
  nameKey: { type: 'string', ...OWN },
  nicknameKey: { type: 'string', ...OWN },
  documentKey: { type: 'string', ...OWN },
  /** Normalised; of organizations. */
  email: { type: 'string', ...OWN },
  confirmedAt: { type: 'datetime', ...OWN },
  documentNumber: { type: 'string', ...OWN },
  phone: { type: 'string', ...OWN },
  status: { type: 'enumeration', enum: [...GROUP_STATUSES], ...OWN },
  /** Who decided (name of the administrator), when, and their words. */
  decidedBy: { type: 'string', ...OWN },
  decidedAt: { type: 'datetime', ...OWN },
  reason: { type: 'text', ...OWN },
  /** Of smart groups, in Strapi's filter language over users. */
  rule: { type: 'json', ...OWN },
  /** What the signature of a confirmation link is over: public id and version. */
  publicId: { type: 'string', ...OWN },
  tokenVersion: { type: 'integer', ...OWN },
};

export const OWN_ATTRIBUTES = Object.keys(own);

/** People acting as one. Editors find it in the Content Manager as well. */
export const group = {
  schema: {
    kind: 'collectionType',
    collectionName: TABLE,
    info: {
      singularName: 'group',
      pluralName: 'groups',
      displayName: 'Group',
      description: 'People acting as one: an organization, a list, or all whom a rule fits',
    },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: false } },
    config: hidden(OWN_ATTRIBUTES),
    attributes: {
      name: { type: 'string', required: true, maxLength: 150 },
      nickname: { type: 'string', maxLength: 50 },
      about: { type: 'text', maxLength: 2_000 },
      avatar: { type: 'media', multiple: false, allowedTypes: ['images'] },
      ...own,
    },
    indexes: indexes(TABLE, [
      { columns: ['name_key'], unique: true },
      { columns: ['nickname_key'], unique: true },
      { columns: ['email'], unique: true },
      { columns: ['document_key'], unique: true },
      { columns: ['public_id'], unique: true },
      { columns: ['kind', 'status'] },
      { columns: ['verified', 'id'] },
    ]),
  },
};

/** One person in one group, or what an invitation to the platform carries. */
export const membership = internalType(
  'membership',
  'memberships',
  'Membership',
  {
    group: column(GROUP),
    user: column('plugin::users-permissions.user'),
    invitation: column('plugin::participation.invitation'),
    role: { type: 'enumeration', enum: [...MEMBER_ROLES], required: true },
    /** `declined`: asked to join in vain, and may ask again later. */
    status: {
      type: 'enumeration',
      enum: ['active', 'invited', 'requested', 'declined'],
      required: true,
    },
    /** Since when they are in it, or were turned down. */
    since: { type: 'datetime' },
    inviter: column('plugin::users-permissions.user'),
  },
  [
    { columns: ['group_id', 'user_id'], unique: true },
    { columns: ['group_id', 'invitation_id'], unique: true },
    { columns: ['group_id', 'status', 'since'] },
    { columns: ['user_id', 'status', 'group_id'] },
    { columns: ['invitation_id'] },
  ],
);

/** Somebody who follows a group. */
export const follow = internalType(
  'follow',
  'follows',
  'Follow',
  { group: column(GROUP), user: column('plugin::users-permissions.user') },
  [{ columns: ['group_id', 'user_id'], unique: true }, { columns: ['user_id'] }],
);

/** Something told to a person (or, without one, to an address): by mail and in `GET /me`. */
export const notice = internalType(
  'notice',
  'notices',
  'Notice',
  {
    kind: { type: 'enumeration', enum: [...NOTICE_KINDS], required: true },
    user: column('plugin::users-permissions.user'),
    group: column(GROUP),
    /** As it was called then. */
    name: { type: 'string', required: true },
    nickname: { type: 'string' },
    by: { type: 'string' },
    reason: { type: 'text' },
    /** Of a confirmation: which of the links. */
    version: { type: 'integer' },
  },
  [{ columns: ['user_id', 'id'] }, { columns: ['group_id'] }],
);
