import { SPACE } from '../spaces/schema';

/**
 * Where an entry of a scoped type has its space from: `attribute` is a relation to the space
 * itself, or to the one entry of another scoped type (`parent`) whose space is its own.
 */
export type Scope = { attribute: string; parent?: string };

/** The scoped types of a project, by uid. */
export type Scopes = ReadonlyMap<string, Scope>;

export type Relation = { type: string; relation?: string; target?: string; mappedBy?: string };

/** As much of a content type as says how it is scoped. */
export type Declaration = {
  uid: string;
  attributes: Record<string, Relation>;
  pluginOptions?: { participation?: { scoped?: unknown } };
};

/** The attribute that `"scoped": true` adds. */
export const SPACE_ATTRIBUTE = 'space';

type Option = { attribute: string } | { through: string };

const TO_ONE = ['oneToOne', 'manyToOne'];
const HELP = 'Write "scoped": true, { "attribute": "<relation>" } or { "through": "<relation>" }.';

/** A declaration that cannot be followed: what is wrong with it, and what to write instead. */
class Fault extends Error {}

/** Whether a type asks for the attribute that leads to its space. */
export const needsSpaceAttribute = ({ attributes, pluginOptions }: Declaration): boolean =>
  pluginOptions?.participation?.scoped === true && attributes[SPACE_ATTRIBUTE] === undefined;

/** The scopes that the types declare. Throws one error that names every wrong declaration. */
export const readScopes = (types: Declaration[]): Scopes => {
  const byUid = new Map(types.map((type) => [type.uid, type]));
  const scopes = new Map<string, Scope>();
  const faults: string[] = [];
  for (const type of types.filter(({ pluginOptions }) => pluginOptions?.participation?.scoped)) {
    try {
      scopes.set(type.uid, readScope(type, byUid));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(`  - ${type.uid}: ${error.message}`);
    }
  }
  for (const uid of scopes.keys())
    if (isCircular(uid, scopes))
      faults.push(
        `  - ${uid}: "through" leads in a circle. One type of it has to name its space: "scoped": true.`,
      );
  if (faults.length > 0)
    throw new Error(
      `These content types cannot be scoped by the participation plugin:\n${faults.join('\n')}`,
    );
  return scopes;
};

const readScope = (type: Declaration, byUid: Map<string, Declaration>): Scope => {
  if (type.uid.startsWith('plugin::participation.'))
    throw new Fault('It belongs to the plugin itself.');
  const option = readOption(type.pluginOptions?.participation?.scoped);
  return 'attribute' in option
    ? { attribute: spaceRelation(type, option.attribute) }
    : parentRelation(type, option.through, byUid);
};

const readOption = (scoped: unknown): Option => {
  if (scoped === true) return { attribute: SPACE_ATTRIBUTE };
  const [[key, value] = [], ...others] = Object.entries(scoped as object);
  const isNamed = (key === 'attribute' || key === 'through') && typeof value === 'string';
  if (!isNamed || others.length > 0)
    throw new Fault(`"scoped" is ${JSON.stringify(scoped)}. ${HELP}`);
  return { [key]: value } as Option;
};

const spaceRelation = (type: Declaration, name: string): string => {
  const { target } = toOneRelation(type, name);
  if (target !== SPACE)
    throw new Fault(
      `its attribute "${name}" leads to ${target ?? 'no type'}, not to a space. ` +
        `Write "target": "${SPACE}", or name another attribute: "scoped": { "attribute": "…" }.`,
    );
  return name;
};

const parentRelation = (
  type: Declaration,
  name: string,
  byUid: Map<string, Declaration>,
): Scope => {
  const parent = toOneRelation(type, name).target ?? '';
  if (!byUid.get(parent)?.pluginOptions?.participation?.scoped)
    throw new Fault(
      `its attribute "${name}" leads to ${parent || 'no type'}, which is not scoped. ` +
        'Write "pluginOptions": { "participation": { "scoped": true } } in the schema of that type.',
    );
  return { attribute: name, parent };
};

const toOneRelation = ({ attributes }: Declaration, name: string): Relation => {
  const attribute = attributes[name];
  if (!attribute)
    throw new Fault(
      `it has no attribute "${name}". Add a relation of that name, or let the plugin add one: "scoped": true.`,
    );
  if (attribute.type !== 'relation' || !TO_ONE.includes(attribute.relation ?? ''))
    throw new Fault(
      `its attribute "${name}" is not a relation to one entry. ` +
        'Write "type": "relation", "relation": "manyToOne", or name another attribute: ' +
        '"scoped": { "attribute": "…" }.',
    );
  if (attribute.mappedBy)
    throw new Fault(
      `its attribute "${name}" is kept by the other type. Write "mappedBy" there and "inversedBy" here.`,
    );
  return attribute;
};

const isCircular = (uid: string, scopes: Scopes): boolean => {
  const met = new Set<string>();
  for (let at: string | undefined = uid; at; at = scopes.get(at)?.parent) {
    if (met.has(at)) return at === uid;
    met.add(at);
  }
  return false;
};
