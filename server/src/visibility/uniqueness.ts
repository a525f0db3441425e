import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';

type Validate = (...args: unknown[]) => Promise<unknown>;
type Validator = Record<'validateEntityCreation' | 'validateEntityUpdate', Validate>;

const validating = new AsyncLocalStorage<true>();

/**
 * Strapi looks for a value that has to be unique by reading, and for related entries by counting.
 * The first has to see all entries, or a second one would take the value; the second only those
 * that the actor knows of.
 */
export const isUniquenessCheck = (queryType: string): boolean =>
  isValidating() && queryType === 'select';

/** Whether Strapi is checking the values of an entry right now. */
export const isValidating = (): boolean => validating.getStore() === true;

/**
 * Lets `isValidating` know while Strapi checks the values of an entry. Gives back what ends
 * it: the validator is one for all of a process, and outlives an application.
 */
export const followValidation = (strapi: Core.Strapi): (() => void) => {
  const validator = strapi.get('entityValidator') as unknown as Validator;
  const original = { ...validator };
  for (const step of ['validateEntityCreation', 'validateEntityUpdate'] as const)
    validator[step] = (...args) => validating.run(true, () => original[step](...args));
  return () => Object.assign(validator, original);
};
