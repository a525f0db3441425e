import fc from 'fast-check';
import { PLACES, TYPES, type World } from './world';

type Attribute = {
  type: string;
  relation?: string;
  target?: string;
  component?: string;
  components?: string[];
  enum?: string[];
  multiple?: boolean;
  private?: boolean;
};
type Tree = { [key: string]: unknown };
type Weighted<Value> = { weight: number; arbitrary: fc.Arbitrary<Value> };
type Grow<Value> = (uid: string, depth: number) => fc.Arbitrary<Value>;

const FILE = 'plugin::upload.file';

/** Types whose entries everybody may ask for; a relation to another one is refused. */
const READABLE = [
  ...TYPES.map((type) => `api::${type}.${type}`),
  'plugin::participation.space',
  'plugin::users-permissions.user',
  FILE,
];

const NUMBERS = ['integer', 'biginteger', 'decimal', 'float'];
const TEXTS = ['string', 'text', 'richtext', 'uid', 'email'];
const SCALARS = [...NUMBERS, ...TEXTS, 'boolean', 'datetime', 'enumeration', 'id', 'documentId'];

/** A part of a tree that is there `times` as often as it is not. */
const maybe = <Value>(part: fc.Arbitrary<Value>, times = 2): fc.Arbitrary<Value | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: Math.round(4 * times), arbitrary: part },
  );

/** The tree without what is not there. */
const tidy = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));

/** What `part` makes of a type and a depth, made once for each of them. */
const once = <Value>(part: Grow<Value>): Grow<Value> => {
  const made = new Map<string, fc.Arbitrary<Value>>();
  return (uid, depth) => {
    const key = `${depth} ${uid}`;
    const known = made.get(key) ?? part(uid, depth);
    made.set(key, known);
    return known;
  };
};

/** Words, numbers and ids that mean something in the world, above all what is hidden in it. */
const valuesOf = ({ places, topics, word }: World) => {
  const entries = PLACES.flatMap((place) => {
    const { space, proposals, comments, pages } = places[place];
    return [...(space ? [space] : []), ...proposals, ...comments, ...pages];
  });
  const words = PLACES.flatMap((place) => [
    word(place),
    `Trees ${word(place)}`,
    `Welcome ${word(place)}`,
    `Rules fr ${word(place)}`,
    `I agree ${word(place)}`,
    `Quote ${word(place)}`,
    `Space ${word(place)}`,
    `${word(place)}-1`,
  ]);
  const hidden = ['otherword', 'unpublishedword', 'mineword'];
  const parts = ['word', 'Trees', 'benches', 'agree', 'Quote', 'Heading', 'Block', 'fr', 'o', 'er'];
  const texts = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...hidden),
    fc.constantFrom(...parts, 'Parks', 'Streets', 'Read this', 'shared', 'outsider', 'private'),
  );
  const documentIds = fc.constantFrom(...[...entries, ...topics].map((entry) => entry.documentId));
  const of = ({ type, enum: options }: Attribute): fc.Arbitrary<string | number | boolean> => {
    if (type === 'id')
      return fc.oneof(fc.nat({ max: 30 }), fc.constantFrom(...entries.map(({ id }) => id)));
    if (type === 'documentId') return documentIds;
    if (NUMBERS.includes(type)) return fc.nat({ max: 53 });
    if (type === 'boolean') return fc.boolean();
    if (type === 'datetime')
      return fc.constantFrom('2020-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z');
    if (type === 'enumeration') return fc.constantFrom(...options!);
    return type === 'locale' ? fc.constantFrom('en', 'fr') : texts;
  };
  return { of, texts, documentIds };
};

/** What REST and GraphQL have in common: the types, what can be asked of a value, how to sort. */
const createRoots = (world: World) => {
  const { strapi } = world.app;
  const values = valuesOf(world);
  const visible = (uid: string): [string, Attribute][] => {
    const { attributes } = strapi.getModel(uid as 'api::proposal.proposal');
    return (Object.entries(attributes) as unknown as [string, Attribute][]).filter(
      ([, { private: isPrivate, type, target }]) =>
        !isPrivate && (type !== 'relation' || !target || READABLE.includes(target)),
    );
  };

  const scalars = (uid: string): [string, Attribute][] => [
    ['id', { type: 'id' }],
    ...visible(uid)
      .filter(([, { type }]) => SCALARS.includes(type))
      .map(([name, attribute]): [string, Attribute] => {
        const own = ['documentId', 'locale'].includes(name) ? { type: name } : attribute;
        return [name, own];
      }),
  ];

  /** Where an attribute leads to, if it is to one type. */
  const targetOf = ({ type, target, component, relation }: Attribute): string | undefined => {
    if (type === 'media') return FILE;
    if (type === 'component') return component;
    return type === 'relation' && !/^morphTo/.test(relation!) ? target : undefined;
  };

  const links = (uid: string): [string, Attribute, string][] =>
    visible(uid).flatMap(([name, attribute]) => {
      const target = targetOf(attribute);
      return target ? [[name, attribute, target]] : [];
    });

  const anywhere = (uid: string): [string, Attribute][] =>
    visible(uid).filter(
      ([, { type, relation }]) => type === 'dynamiczone' || /^morphTo/.test(relation ?? ''),
    );

  /** A condition on one value; operators without their `$`. */
  const condition = (attribute: Attribute): fc.Arbitrary<Tree> => {
    const { type } = attribute;
    const value = values.of(attribute);
    const isText = TEXTS.includes(type);
    const of = (names: string[], operand: fc.Arbitrary<unknown>) =>
      fc.tuple(fc.constantFrom(...names), operand).map(([name, given]) => ({ [name]: given }));
    return fc.oneof(
      of(['eq', 'ne'], value),
      of(['in', 'notIn'], fc.array(value, { minLength: 1, maxLength: 4 })),
      of(['null', 'notNull'], fc.constantFrom(true, true, false)),
      ...(isText
        ? [of(['contains', 'containsi', 'notContains', 'startsWith', 'endsWith'], value)]
        : []),
      ...(type === 'boolean' ? [] : [of(['gt', 'lt', 'gte', 'lte'], value)]),
      ...(type === 'boolean' ? [] : [of(['between'], fc.tuple(value, value))]),
    );
  };

  const path: Grow<string> = once((uid, depth) => {
    const own = fc.constantFrom(...scalars(uid).map(([name]) => name));
    const further = depth > 0 ? links(uid) : [];
    if (further.length === 0) return own;
    const through = fc
      .constantFrom(...further)
      .chain(([name, , target]) => path(target, depth - 1).map((rest) => `${name}.${rest}`));
    return fc.oneof(own, through);
  });

  const direction = fc.constantFrom('asc', 'desc');

  /**
   * By the id in the end: without it the order of equals is the database's own affair. Nothing
   * twice: some databases refuse that.
   */
  const sort: Grow<string[]> = once((uid, depth) => {
    const keys = fc.uniqueArray(
      fc.tuple(
        path(uid, depth).filter((key) => key !== 'id'),
        direction,
      ),
      { maxLength: 2, selector: ([key]) => key },
    );
    return fc
      .tuple(keys, direction)
      .map(([given, last]) => [...given, ['id', last]].map((key) => key.join(':')));
  });

  return { strapi, values, scalars, links, anywhere, condition, sort };
};

/** Requests of the REST API, as addresses. */
export const restOf = (world: World): fc.Arbitrary<string> => {
  const { strapi, values, scalars, links, anywhere, condition, sort } = createRoots(world);

  const operators = (tree: Tree): Tree =>
    Object.fromEntries(Object.entries(tree).map(([name, operand]) => [`$${name}`, operand]));

  const own = (uid: string): fc.Arbitrary<Tree> =>
    fc.constantFrom(...scalars(uid)).chain(([name, attribute]) => {
      const asked = condition(attribute).map(operators);
      const negated = asked.map((part): Tree => ({ $not: part }));
      return fc
        .oneof({ weight: 5, arbitrary: asked }, { weight: 1, arbitrary: negated })
        .map((part): Tree => ({ [name]: part }));
    });

  const several = (uid: string, depth: number) =>
    fc.array(filters(uid, depth), { minLength: 1, maxLength: 3 });

  /** About an entry that a relation leads to: there, a negation stands in a group alone. */
  const related: Grow<Tree> = once((uid, depth) => {
    if (depth === 0) return own(uid);
    return fc.oneof(
      { weight: 3, arbitrary: own(uid) },
      ...through(uid, depth),
      { weight: 1, arbitrary: several(uid, depth - 1).map((each): Tree => ({ $and: each })) },
      { weight: 1, arbitrary: several(uid, depth - 1).map((each): Tree => ({ $or: each })) },
      {
        weight: 1,
        arbitrary: filters(uid, depth - 1).map((part): Tree => ({ $and: [{ $not: part }] })),
      },
    );
  });

  const through = (uid: string, depth: number): Weighted<Tree>[] => {
    if (links(uid).length === 0) return [];
    const arbitrary = fc
      .constantFrom(...links(uid))
      .chain(([name, , target]) =>
        fc
          .oneof(
            { weight: 6, arbitrary: related(target, depth - 1) },
            { weight: 1, arbitrary: condition({ type: 'id' }).map(operators) },
          )
          .map((part): Tree => ({ [name]: part })),
      );
    return [{ weight: 3, arbitrary }];
  };

  const filters: Grow<Tree> = once((uid, depth) => {
    if (depth === 0) return own(uid);
    const group = fc.oneof(
      several(uid, depth - 1).map((each): Tree => ({ $and: each })),
      several(uid, depth - 1).map((each): Tree => ({ $or: each })),
      filters(uid, depth - 1).map((part): Tree => ({ $not: part })),
      several(uid, depth - 1).map((each): Tree => ({ $not: { $or: each } })),
      several(uid, depth - 1).map((each): Tree => Object.assign({}, ...each) as Tree),
    );
    return fc.oneof({ weight: 2, arbitrary: own(uid) }, ...through(uid, depth), {
      weight: 2,
      arbitrary: group,
    });
  });

  const fields = (uid: string): fc.Arbitrary<string[]> =>
    fc.uniqueArray(fc.constantFrom(...scalars(uid).map(([name]) => name)), {
      minLength: 1,
      maxLength: 3,
    });

  /** What can be said of one populated relation, component or media. */
  const options = (uid: string, depth: number): fc.Arbitrary<Tree> =>
    fc
      .record({
        fields: maybe(fields(uid), 1),
        filters: maybe(filters(uid, Math.min(depth, 2)), 1),
        sort: maybe(sort(uid, 0), 1),
        populate: depth > 0 ? maybe(populate(uid, depth - 1)) : fc.constant(undefined),
      })
      .map(tidy);

  const linked = (
    name: string,
    { type, multiple, relation }: Attribute,
    target: string,
    depth: number,
  ): fc.Arbitrary<[string, unknown]> => {
    const isMany = multiple || /ToMany$/.test(relation ?? '');
    const isCounted = type === 'relation' && isMany;
    return fc
      .oneof(
        { weight: 2, arbitrary: fc.constant(true as unknown) },
        {
          weight: 5,
          arbitrary: options(target, depth).map((each) => (Object.keys(each).length ? each : true)),
        },
        { weight: isCounted ? 1 : 0, arbitrary: fc.constant({ count: true } as unknown) },
      )
      .map((value) => [name, value]);
  };

  const spread = (
    name: string,
    { type, components }: Attribute,
    depth: number,
  ): fc.Arbitrary<[string, unknown]> => {
    const targets = type === 'dynamiczone' ? components! : [...READABLE, 'shared.quote'];
    const on = fc
      .uniqueArray(fc.constantFrom(...targets), { minLength: 1, maxLength: 3 })
      .chain((uids) =>
        fc.record(
          Object.fromEntries(
            uids.map((uid) => [
              uid,
              options(uid, depth).map((each) => (Object.keys(each).length ? each : true)),
            ]),
          ),
        ),
      );
    return fc
      .oneof(
        fc.constant(true as unknown),
        fc.constant({ populate: '*' }),
        ...(type === 'dynamiczone' ? [] : [fc.constant({ count: true })]),
        on.map((each) => ({ on: each })),
      )
      .map((value) => [name, value]);
  };

  const populate: Grow<unknown> = once((uid, depth) => {
    const parts = [
      ...links(uid).map(([name, attribute, target]) => linked(name, attribute, target, depth)),
      ...anywhere(uid).map(([name, attribute]) => spread(name, attribute, depth)),
    ];
    if (parts.length === 0) return fc.constant('*');
    const tree = fc
      .uniqueArray(fc.nat({ max: parts.length - 1 }), { minLength: 1, maxLength: 3 })
      .chain((chosen) => fc.tuple(...chosen.map((index) => parts[index]!)))
      .map((entries): unknown => Object.fromEntries(entries));
    const names = links(uid).flatMap(([name, , target]) => [
      name,
      ...links(target).map(([further]) => `${name}.${further}`),
    ]);
    const list = names.length
      ? fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
      : fc.constant('*');
    return fc.oneof(
      { weight: 6, arbitrary: tree },
      { weight: 1, arbitrary: fc.constant('*' as unknown) },
      { weight: 1, arbitrary: list as fc.Arbitrary<unknown> },
    );
  });

  const pagination = fc.oneof(
    fc.record({ page: fc.integer({ min: 1, max: 3 }), pageSize: fc.integer({ min: 1, max: 7 }) }),
    fc.record({
      start: fc.nat({ max: 6 }),
      limit: fc.integer({ min: 1, max: 7 }),
      withCount: fc.boolean(),
    }),
  );

  const request = (uid: string, root: string): fc.Arbitrary<string> => {
    const hasVersions = uid === 'api::page.page';
    const versions = {
      status: hasVersions ? maybe(fc.constantFrom('draft', 'published')) : fc.constant(undefined),
      locale: hasVersions ? maybe(fc.constantFrom('en', 'fr', '*')) : fc.constant(undefined),
    };
    const list = fc.record({
      fields: maybe(fields(uid), 1 / 2),
      filters: maybe(filters(uid, 3), 4),
      sort: sort(uid, 2),
      populate: maybe(populate(uid, 2), 2),
      pagination: maybe(pagination, 1),
      _q: maybe(values.texts, 1 / 4),
      ...versions,
    });
    const one = fc.record({
      fields: maybe(fields(uid), 1 / 2),
      populate: populate(uid, 2),
      ...versions,
    });
    const asked = (path: string, tree: Tree) => `${path}?${queryOf(tidy(tree))}`;
    const lists = list.map((tree) => asked(root, tree));
    if (!uid.startsWith('api::')) return lists;
    return fc.oneof(
      { weight: 6, arbitrary: lists },
      {
        weight: 1,
        arbitrary: fc
          .tuple(documentIdsOf(world, uid), one)
          .map(([id, tree]) => asked(`${root}/${id}`, tree)),
      },
    );
  };

  const root = (uid: string) =>
    uid.startsWith('api::')
      ? `/api/${strapi.contentType(uid as 'api::proposal.proposal').info.pluralName}`
      : { [FILE]: '/api/upload/files', 'plugin::users-permissions.user': '/api/users' }[uid];
  return fc.oneof(
    ...READABLE.filter(root).map((uid) => ({
      weight: uid.startsWith('api::') ? 6 : 1,
      arbitrary: request(uid, root(uid)!),
    })),
  );
};

const documentIdsOf = ({ places, topics }: World, uid: string): fc.Arbitrary<string> => {
  const kind =
    ({ 'api::proposal.proposal': 'proposals', 'api::comment.comment': 'comments' } as const)[uid] ??
    'pages';
  const entries =
    uid === 'api::topic.topic' ? topics : PLACES.flatMap((place) => places[place][kind]);
  return fc.constantFrom(...entries.map(({ documentId }) => documentId));
};

/** As in `filters[title][$in][0]=…`. */
const queryOf = (tree: Tree): string => {
  const pairs = (value: unknown, key: string): string[] => {
    if (typeof value !== 'object' || value === null)
      return [`${key}=${encodeURIComponent(String(value))}`];
    return Object.entries(value).flatMap(([name, each]) =>
      pairs(each, key ? `${key}[${name}]` : name),
    );
  };
  return pairs(tree, '').join('&');
};

export type Query = { query: string; variables?: Tree };

type TypeRef = { kind: string; name: string | null; ofType: TypeRef | null };
type Field = { name: string; type: TypeRef; args: { name: string; type: TypeRef }[] };
type GraphQLType = {
  kind: string;
  name: string;
  fields: Field[] | null;
  inputFields: Field[] | null;
  possibleTypes: { name: string }[] | null;
};

const REF = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
const INTROSPECTION = `{ __schema { types {
  kind name possibleTypes { name } inputFields { name type { ${REF} } }
  fields { name type { ${REF} } args { name type { ${REF} } } }
} } }`;

/** Queries of the GraphQL API, from the schema that it tells of itself. */
export const graphqlOf = async (world: World): Promise<fc.Arbitrary<Query>> => {
  const { strapi, condition, sort } = createRoots(world);
  const introspect = () => world.app.http.post('/graphql', { query: INTROSPECTION });
  // A connection that was idle for long may be closed by the server just then.
  const answer = await introspect().catch(introspect);
  const types = new Map<string, GraphQLType>(
    answer.body.data.__schema.types.map((type: GraphQLType) => [type.name, type]),
  );
  const { naming } = strapi.plugin('graphql').service('utils') as {
    naming: Record<
      'getTypeName' | 'getFindQueryName' | 'getFindOneQueryName',
      (model: unknown) => string
    >;
  };
  const uids = new Map(
    [...READABLE, ...Object.keys(strapi.components)].map((uid) => [
      naming.getTypeName(strapi.getModel(uid as 'api::proposal.proposal')),
      uid,
    ]),
  );

  const bare = (type: TypeRef): string => type.name ?? bare(type.ofType!);
  const isScalar = ({ type }: Field) => ['SCALAR', 'ENUM'].includes(types.get(bare(type))!.kind);
  const isOpen = (name: string): boolean => {
    const { kind, fields } = types.get(name)!;
    // What leads to entries of any type, Strapi cannot answer by GraphQL.
    if (kind === 'UNION') return name !== 'GenericMorph';
    const nodes = fields?.find((field) => field.name === 'nodes');
    return (
      uids.has(name) || name === 'Pagination' || (nodes !== undefined && isOpen(bare(nodes.type)))
    );
  };

  const kindOf = (field: string, scalar: string): Attribute => {
    if (field === 'documentId' || field === 'id' || field === 'locale') return { type: field };
    if (/^(Int|Float|Long)/.test(scalar)) return { type: 'integer' };
    if (/^DateTime/.test(scalar)) return { type: 'datetime' };
    return { type: /^Boolean/.test(scalar) ? 'boolean' : 'string' };
  };

  const hasOperators = ({ type }: Field): boolean =>
    types.get(bare(type))!.inputFields?.some((each) => each.name === 'eq') ?? false;
  /** Something else than a document of JSON, which not every database compares. */
  const isValue = (field: Field): boolean => hasOperators(field) && !/^JSON/.test(bare(field.type));
  const isGroup = ({ name }: Field): boolean => ['and', 'or', 'not'].includes(name);

  const own = (name: string): fc.Arbitrary<Tree> =>
    fc.constantFrom(...types.get(name)!.inputFields!.filter(isValue)).chain((field) =>
      condition(kindOf(field.name, bare(field.type))).map((part): Tree => ({
        [field.name]: part,
      })),
    );

  const through = (name: string, depth: number): Weighted<Tree>[] => {
    const further = types
      .get(name)!
      .inputFields!.filter(
        (field) =>
          !isGroup(field) &&
          !hasOperators(field) &&
          isOpen(bare(field.type).replace(/FiltersInput$/, '')),
      );
    if (further.length === 0) return [];
    const arbitrary = fc
      .constantFrom(...further)
      .chain((field) =>
        related(bare(field.type), depth - 1).map((part): Tree => ({ [field.name]: part })),
      );
    return [{ weight: 3, arbitrary }];
  };

  const several = (name: string, depth: number) =>
    fc.array(filters(name, depth), { minLength: 1, maxLength: 3 });

  const related: Grow<Tree> = once((name, depth) => {
    if (depth === 0) return own(name);
    const negation = filters(name, depth - 1).map((part): Tree => ({ and: [{ not: part }] }));
    return fc.oneof(
      { weight: 3, arbitrary: own(name) },
      ...through(name, depth),
      { weight: 1, arbitrary: several(name, depth - 1).map((each): Tree => ({ and: each })) },
      { weight: 1, arbitrary: several(name, depth - 1).map((each): Tree => ({ or: each })) },
      { weight: 1, arbitrary: negation },
    );
  });

  const filters: Grow<Tree> = once((name, depth) => {
    if (depth === 0) return own(name);
    const group = fc.oneof(
      several(name, depth - 1).map((each): Tree => ({ and: each })),
      several(name, depth - 1).map((each): Tree => ({ or: each })),
      filters(name, depth - 1).map((part): Tree => ({ not: part })),
    );
    return fc.oneof({ weight: 2, arbitrary: own(name) }, ...through(name, depth), {
      weight: 2,
      arbitrary: group,
    });
  });

  const pagination = fc.record({
    start: fc.nat({ max: 4 }),
    limit: fc.integer({ min: 1, max: 6 }),
  });

  /** Arguments of a field that leads to entries of `uid`. */
  const args = (
    { args: known }: Field,
    uid: string,
    depth: number,
    isRoot: boolean,
  ): fc.Arbitrary<Tree> => {
    const has = (name: string) => known.find((each) => each.name === name);
    const when = <Value>(name: string, part: () => fc.Arbitrary<Value>, times: number) =>
      has(name) ? maybe(part(), times) : fc.constant(undefined);
    return fc
      .record({
        filters: when(
          'filters',
          () => filters(bare(has('filters')!.type), depth),
          isRoot ? 3 : 1 / 2,
        ),
        sort: has('sort')
          ? isRoot
            ? sort(uid, 2)
            : maybe(sort(uid, 0), 1)
          : fc.constant(undefined),
        pagination: when('pagination', () => pagination, 1),
      })
      .map(({ pagination: page, sort: order, ...rest }) =>
        // A part of a list in no order is the database's choice.
        tidy({ ...rest, sort: order, pagination: order ? page : undefined }),
      );
  };

  const uidOf = (name: string): string | undefined => {
    const nodes = types.get(name)!.fields?.find((field) => field.name === 'nodes');
    return uids.get(nodes ? bare(nodes.type) : name);
  };

  const leaf = fc.constant('__typename');

  const selection: Grow<string> = once((name, depth) => {
    const { kind, fields, possibleTypes } = types.get(name)!;
    if (kind === 'UNION') {
      const options = possibleTypes!.map((each) => each.name).filter((each) => uids.has(each));
      if (options.length === 0) return leaf;
      return fc
        .uniqueArray(fc.constantFrom(...options), { minLength: 1, maxLength: 2 })
        .chain((chosen) => fc.tuple(...chosen.map((each) => alone(each, depth))))
        .map((parts) => ['__typename', ...parts].join(' '));
    }
    const plain = fields!.filter(isScalar).map((field) => field.name);
    const own = plain.length
      ? fc.uniqueArray(fc.constantFrom(...plain), { minLength: 1, maxLength: 3 })
      : fc.constant(['__typename']);
    const isList = plain.length === 0;
    const further = fields!.filter((field) => !isScalar(field) && isOpen(bare(field.type)));
    if (further.length === 0 || (depth === 0 && !isList))
      return own.map((names) => names.join(' '));
    const chosen = isList
      ? fc.constant(further)
      : fc.uniqueArray(fc.constantFrom(...further), { maxLength: 2 });
    const parts = chosen.chain((each) =>
      fc.tuple(
        ...each.map((field) => {
          const target = bare(field.type);
          const uid = uidOf(target);
          const given = uid ? args(field, uid, 2, false) : fc.constant({});
          return fc
            .tuple(given, selection(target, isList ? depth : depth - 1))
            .map(([tree, rest]) => `${field.name}${called(tree)} { ${rest} }`);
        }),
      ),
    );
    return fc.tuple(own, parts).map((all) => all.flat().join(' '));
  });

  /** One member of a union; its names are its own, so that they clash with those of no other. */
  const alone = (name: string, depth: number): fc.Arbitrary<string> => {
    const plain = types.get(name)!.fields!.filter(isScalar);
    const further = types
      .get(name)!
      .fields!.filter((field) => depth > 0 && !isScalar(field) && uids.has(bare(field.type)));
    const own = fc.constantFrom(...plain).map((field) => `${name}_${field.name}: ${field.name}`);
    if (further.length === 0) return own.map((text) => `... on ${name} { ${text} }`);
    const through = fc
      .constantFrom(...further)
      .chain((field) =>
        selection(bare(field.type), depth - 1).map(
          (rest) => `${name}_${field.name}: ${field.name} { ${rest} }`,
        ),
      );
    return fc.tuple(own, through).map((parts) => `... on ${name} { ${parts.join(' ')} }`);
  };

  const roots = types.get('Query')!.fields!;
  const request = (uid: string): fc.Arbitrary<Query> => {
    const plural = naming.getFindQueryName(strapi.getModel(uid as 'api::proposal.proposal'));
    const known = roots.filter(({ name }) => [plural, `${plural}_connection`].includes(name));
    return fc.constantFrom(...known).chain((field) => {
      const versions =
        uid === 'api::page.page'
          ? {
              status: maybe(fc.constantFrom('DRAFT', 'PUBLISHED')),
              locale: maybe(fc.constantFrom('en', 'fr', '*')),
            }
          : {};
      return fc
        .tuple(
          args(field, uid, 3, true),
          fc.record(versions),
          selection(bare(field.type), 2),
          fc.boolean(),
        )
        .map(([given, version, rest, isInline]) => {
          const all = { ...given, ...tidy(version) };
          if (isInline) return { query: `{ ${field.name}${called(all)} { ${rest} } }` };
          const typed = field.args.filter(({ name }) => name in all);
          const declared = typed.map(({ name, type }) => `$${name}: ${written(type)}`).join(', ');
          const passed = typed.map(({ name }) => `${name}: $${name}`).join(', ');
          return {
            query: `query (${declared}) { ${field.name}(${passed}) { ${rest} } }`,
            variables: all,
          };
        });
    });
  };

  return fc.oneof(
    ...READABLE.map((uid) => ({
      weight: uid.startsWith('api::') ? 6 : 1,
      arbitrary: request(uid),
    })),
  );
};

const written = ({ kind, name, ofType }: TypeRef): string =>
  kind === 'NON_NULL' ? `${written(ofType!)}!` : kind === 'LIST' ? `[${written(ofType!)}]` : name!;

const called = (args: Tree): string =>
  Object.keys(args).length === 0
    ? ''
    : `(${Object.entries(args)
        .map(([name, value]) => `${name}: ${name === 'status' ? String(value) : literal(value)}`)
        .join(', ')})`;

/** As GraphQL writes a value in a query. */
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, each]) => `${name}: ${literal(each)}`);
  return `{ ${parts.join(', ')} }`;
};
