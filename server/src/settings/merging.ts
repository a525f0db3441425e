type Tree = Record<string, unknown>;

export type Partially<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: Partially<Value[Key]> }
    : Value;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** `base` with what `changes` says otherwise; lists are replaced as a whole. Neither is changed. */
export const merged = <Value extends object>(
  base: Value,
  changes: Partially<NoInfer<Value>>,
): Value => {
  const result: Tree = { ...(base as Tree) };
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined || key === '__proto__') continue;
    const before = Object.hasOwn(result, key) ? result[key] : undefined;
    result[key] = isTree(change) ? merged(isTree(before) ? before : {}, change) : change;
  }
  return result as Value;
};

/** What `value` says otherwise than `base`; undefined: nothing. */
export const differences = <Value extends object>(
  base: Value,
  value: Value,
): Partially<Value> | undefined => {
  const result: Tree = {};
  for (const [key, now] of Object.entries(value)) {
    const before = (base as Tree)[key];
    const difference =
      isTree(now) && isTree(before)
        ? differences(before, now)
        : isSame(now, before)
          ? undefined
          : now;
    if (difference !== undefined) result[key] = difference;
  }
  return Object.keys(result).length > 0 ? (result as Partially<Value>) : undefined;
};
